"""This installation's own questions of the interview, for administrators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callbacks.forms.questions import QuestionForm
from callbacks.models import Question
from callbacks.services.questions import QuestionRefused, add_question, save_question
from callbacks.situation import asked_in, questions
from callbacks.views.answers import see_other
from callbacks.views.lists import TITLES
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER)
def all_questions(request):
    """All of them, and a new one."""
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            add_question(kind=kind, words=form.words, at=timezone.now())
        except QuestionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("La question est sur la fiche de l'entretien."))
            return see_other("callbacks:questions")
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER)
def one_question(request, question):
    """One of them: its words, its answers, its place, whether it is still asked."""
    question = get_object_or_404(Question, code=question)
    versions = [asked_in(version) for version in question.versions.select_related("question")]
    form = QuestionForm(request.POST or None, question=question, asked=versions[-1])
    if form.is_valid():
        try:
            _save(question, form)
        except QuestionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Question enregistrée. Les anciennes réponses restent."))
            return see_other("callbacks:questions")
    return _page(request, form, question=question, versions=versions[::-1])


def _save(question, form):
    said = form.cleaned_data
    save_question(
        code=question.code,
        shown=said["shown"],
        words=form.words,
        position=said["position"],
        retired=said["retired"],
        at=timezone.now(),
        on=timezone.localdate(),
    )


def _page(request, form, *, question=None, versions=()):
    context = {
        "form": form,
        "question": question,
        "versions": versions,
        "rows": [asked for asked in questions().values() if asked.version],
        "titles": TITLES.items(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "callbacks/questions.html", context, status=status)
