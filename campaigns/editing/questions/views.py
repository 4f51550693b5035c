"""The questions of the self-check: list, order, words, answers, one more, retire."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.editing.confirming import (
    SIGNED,
    MovedMeanwhile,
    ask_first,
    moved_words,
    revision_sent,
)
from campaigns.editing.questions.changes import confirmation_of, row_of
from campaigns.editing.questions.effects import uses_of
from campaigns.editing.questions.forms import QuestionForm
from campaigns.editing.questions.saving import (
    move_question,
    one_at_a_time,
    save_question,
)
from campaigns.editing.questions.shown import lines_of, page_of, version_asked
from campaigns.eligibility.written import OURS, all_written, questions_now, read_rows
from campaigns.models import CheckQuestion
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.EDIT)
def questions(request):
    """All of them in their order, with the rules that use each."""
    return render(request, "campaigns/editing/questions.html", lines_of(read_rows()))


@require_POST
@requires(Can.EDIT)
def move(request, question_code):
    """One place up or down; the test follows at once."""
    with one_at_a_time():
        move_question(code=question_code, step=-1 if "up" in request.POST else 1)
    return HttpResponseRedirect(reverse("editing:questions"))


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def new_question(request):
    """One more, of the kind that was chosen in the list."""
    kind = request.GET.get("genre", CheckQuestion.Kind.ONE)
    if kind not in CheckQuestion.Kind.values or kind == CheckQuestion.Kind.BROUGHT:
        raise Http404
    return answer(request, lambda _rows: CheckQuestion(kind=kind, position=0))


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def question(request, question_code):
    """One question; what changes is shown before."""

    def find(rows):
        row = {one.code: one for one in rows}.get(question_code)
        if row is None and question_code not in OURS:
            raise Http404
        return row or CheckQuestion(code=question_code)

    return answer(request, find)


def answer(request, find):
    """`find` gives the CheckQuestion among the rows. What is stored is looked at again first, when
    nobody else can change a question any more."""
    if "save" in request.POST:
        with one_at_a_time():
            return sent(request, find)
    return sent(request, find)


def sent(request, find):
    rows = read_rows()
    row, today = find(rows), timezone.localdate()
    first = None if request.method == "POST" else version_asked(request, row)
    form = QuestionForm(
        request.POST or None, row=row, written=all_written(rows), first=first and first.written
    )
    if request.method == "GET" or "back" in request.POST:
        return show(request, form, rows, version=first and first.version)
    if not form.is_valid():
        return show(request, form, rows, status=422)
    confirmation = confirmation_of(request, form, rows, today)
    unsigned = bool(confirmation.sign) and SIGNED not in request.POST
    if "save" not in request.POST or unsigned:
        return ask_first(request, confirmation, status=422 if "save" in request.POST else 200)
    return store(request, form, rows, today)


def store(request, form, rows, today):
    changed = row_of(form, today)
    try:
        save_question(
            row=changed,
            instead=form.cleaned_data.get("instead", ""),
            revision=revision_sent(request),
            by=request.user,
            at=timezone.now(),
        )
    except MovedMeanwhile:
        return show(request, form, rows, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré. Le test le demande ainsi dans la seconde."))
    return HttpResponseRedirect(reverse("editing:question", args=[changed.code]))


def show(request, form, rows, *, status=200, moved="", version=None):
    now = questions_now(rows)
    uses = uses_of({form.row.code}, now, now) if form.row.code else []
    context = page_of(form, uses) | {"moved": moved, "version": version}
    return render(request, "campaigns/editing/question.html", context, status=status)
