"""What a partner organisation sees: what was handed to it, and nothing else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from callbacks.forms.hand_over import AnswerForm
from callbacks.lines import wishes_in_words
from callbacks.models import HandOver
from callbacks.script import safety, script
from callbacks.services.hand_over import AnsweredAlready, answer
from callbacks.views.answers import see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.languages import language_name
from julien.core.references import references_in
from julien.core.roles import Can

SHOWN = 200


def _theirs(request):
    seen = HandOver.objects.seen_by(request.user, timezone.now())
    return seen.select_related("callback__request", "partner", "by").order_by("-at", "-pk")


@require_safe
@requires(Can.SEE_HANDED_OVER)
def handed_over(request):
    """The requests given to one's organisation: those to answer first. No name, no number."""
    given = list(_theirs(request)[:SHOWN])
    context = {
        "to_answer": [one for one in given if not one.answer],
        "accepted": [one for one in given if one.answer],
    }
    return render(request, "callbacks/handed_over.html", context)


def _one_or_404(request, reference):
    given = _theirs(request).filter(callback__request__reference=reference).first()
    if given is None:
        raise Http404
    return given


@require_safe
@requires(Can.SEE_HANDED_OVER)
def handed_over_one(request, reference):
    """Whom to call, and what the team says about it."""
    return _page(request, _one_or_404(request, reference), AnswerForm())


def _page(request, given, form, *, status=200):
    demand = given.callback.request
    page = request.resolver_match.view_name
    record_read(person_id=demand.pk, what="request", by=request.user, page=page)
    context = {
        "given": given,
        "demand": demand,
        "safety": safety(demand),
        "script": script(demand, request.user, given.partner),
        "was_called": given.callback.attempts.filter(stops_first_clock=True).exists(),
        "wishes": wishes_in_words(demand),
        "language": language_name(demand.language),
        "form": form,
    }
    return render(request, "callbacks/handed_over_one.html", context, status=status)


@require_POST
@requires(Can.SEE_HANDED_OVER)
def answer_one(request, reference):
    """Accept it or give it back, with a word for the team."""
    given = _one_or_404(request, reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, given, form, status=422)
    if not _answered(request, given, form.accepts, form.cleaned_data["words"]):
        messages.warning(request, _("Trop tard : l'équipe l'a repris. Rien n'a changé."))
        return see_other("callbacks:handed_over")
    if form.accepts:
        messages.success(request, _("Accepté. C'est à vous d'appeler la personne."))
        return see_other("callbacks:handed_over_one", reference)
    messages.success(request, _("Refusé. L'équipe reprend ce rappel tout de suite."))
    return see_other("callbacks:handed_over")


@require_POST
@requires(Can.SEE_HANDED_OVER)
def answer_several(request):
    """The same answer for each that was ticked; what is not theirs is as if it were not there."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choisissez : accepter ou refuser."))
        return see_other("callbacks:handed_over")
    references = references_in(request.POST.getlist("ref"))
    ticked = _theirs(request).filter(answer="", callback__request__reference__in=references)
    done = sum(_answered(request, given, form.accepts) for given in list(ticked))
    told = ngettext("%(n)d réponse notée.", "%(n)d réponses notées.", done) % {"n": done}
    messages.success(request, told) if done else messages.info(request, _("Rien à répondre."))
    return see_other("callbacks:handed_over")


def _answered(request, given, accepts, words=""):
    try:
        answer(
            hand_over_id=given.pk,
            by=request.user,
            at=timezone.now(),
            accepts=accepts,
            words=words,
        )
    except (AnsweredAlready, HandOver.DoesNotExist):
        return False
    return True
