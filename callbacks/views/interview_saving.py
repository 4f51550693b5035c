"""What every button of the sheet does first: keep what is on the page."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from callbacks.forms.interview_sheet import Sheet
from callbacks.models import Interview
from callbacks.services.interview_words import differences, in_words
from callbacks.services.interviews import (
    AlreadySigned,
    Behind,
    InterviewError,
    NotHolder,
    may_open,
    save_interview,
)
from callbacks.services.profiles import open_profile
from callbacks.services.recap_by_sms import recap_sent_at
from callbacks.views.answers import UseEnded
from julien.audit.services import record_read
from julien.core.moments import say_hour
from julien.core.numbers import read_number

TAB = re.compile(r"[0-9a-z]{1,32}")


@dataclass
class Kept:
    """A posted sheet after the attempt to save it. `problem` is None when it is saved."""

    sheet: Sheet
    interview: Interview
    problem: InterviewError | None = None

    @property
    def status(self):
        if self.problem:
            return 409
        return 422 if self.sheet.errors else 200

    def is_signed_by(self, user):
        """The same page sent twice: the first one signed it."""
        return isinstance(self.problem, AlreadySigned) and self.interview.caller_id == user.pk


def get_interview(request, reference):
    """The interview on this reference: 404 when there is none, 403 when it is not for you."""
    interview = get_object_or_404(
        Interview.objects.select_related(
            "callback__request", "callback__claimed_by", "caller", "news"
        ).annotate(recap_sent_at=recap_sent_at()),
        callback__request__reference=reference,
    )
    if interview.callback.request.restricted_at:
        raise UseEnded
    holds = interview.callback.claimed_by_id == request.user.pk
    if not (holds or may_open(request.user, interview)):
        raise PermissionDenied
    return interview


def keep(request, reference, *, add=None, remove=None):
    """Save the posted sheet. Whatever goes wrong, what was typed is in the answer."""
    interview = get_interview(request, reference)
    profile = open_profile(interview, by=request.user)
    sheet = Sheet(interview, request.POST, profile=profile, add=add, remove=remove)
    try:
        interview = save_interview(
            interview_id=interview.pk,
            by=request.user,
            revision=read_revision(request),
            tab=read_tab(request),
            answers=sheet.answers(),
            at=timezone.now(),
        )
    except InterviewError as problem:
        return Kept(sheet, getattr(problem, "interview", interview), problem)
    sheet.interview = interview
    return Kept(sheet, interview)


def read_revision(request):
    """What the tab last saw; a page that does not say has seen nothing."""
    return read_number(request.POST.get("revision", ""), default=-1)


def note_look(request, interview):
    """Who looks at a person's interview is written down before anything is shown."""
    record_read(
        person_id=interview.callback.request_id,
        what="interview",
        by=request.user,
        page=request.resolver_match.view_name,
    )


def read_tab(request):
    """The name of the tab, given when it was opened; "" for what no page of ours gave."""
    tab = request.POST.get("tab", "")
    return tab if TAB.fullmatch(tab) else ""


def not_kept(request, kept, *, amend=None):
    """The page that gives everything back: 409 with both texts, or 422 with the errors."""
    if isinstance(kept.problem, Behind):
        changes = differences(kept.problem.stored, kept.sheet.answers())
        return show_sheet(request, kept, status=409, changes=changes, amend=amend)
    if kept.problem:
        context = {
            "interview": kept.interview,
            "reference": kept.interview.callback.request.reference,
            "sentence": why_not(kept.problem),
            "words": in_words(kept.sheet.answers()),
        }
        return render(request, "callbacks/interview_not_kept.html", context, status=409)
    return show_sheet(request, kept, status=422)


def to_read_again(request, *forms):
    """{id of a control: sentence} of words that say too much, until somebody said they stay."""
    if request.POST.get("reread"):
        return {}
    return {place: told for form in forms for place, told in form.must_read_again.items()}


def show_sheet(request, kept, *, status=200, changes=(), tab="", amend=None, reread=()):
    """The sheet, as it was typed or as it is stored.

    `reread`: {id of a control: sentence}, the words to look at before signing or correcting.
    `tab` names the page being opened; `amend` is the form of a correction, None while a draft.
    """
    note_look(request, kept.interview)
    demand = kept.interview.callback.request
    context = {
        "sheet": kept.sheet,
        "interview": kept.interview,
        "demand": demand,
        "contacts": demand.contacts.all(),
        "reference": demand.reference,
        "tab": tab or read_tab(request),
        "changes": changes,
        "amend": amend,
        "reread": reread,
        "saved": saved_at(kept.interview),
        "news_weeks": settings.NEWS_WEEKS,
    }
    return render(request, "callbacks/interview.html", context, status=status)


def as_json(kept):
    """The answer to an automatic save: what the page shows without being loaded again."""
    if kept.problem:
        behind = isinstance(kept.problem, Behind)
        return JsonResponse({"sentence": why_not(kept.problem), "behind": behind}, status=409)
    place = {"talk": kept.sheet.talk}
    return JsonResponse(
        {
            "revision": kept.interview.revision,
            "saved": saved_at(kept.interview),
            "errors": kept.sheet.errors,
            "delicate": kept.sheet.delicate,
            "place": render_to_string("callbacks/_interview_place.html", place),
        }
    )


def saved_at(interview):
    """ "enregistré à 14 h 32"."""
    return _("enregistré à %(hour)s") % {"hour": say_hour(interview.saved_at)}


def why_not(problem):
    """What happened, and that nothing is lost."""
    if isinstance(problem, Behind):
        return _("Cet entretien a été modifié dans un autre onglet. Rien n'est perdu.")
    if isinstance(problem, AlreadySigned):
        return _("Cet entretien est déjà signé. Votre texte n'est pas enregistré.")
    if isinstance(problem, NotHolder):
        return _("%(name)s a repris ce rappel. Votre texte n'est pas enregistré.") % {
            "name": problem.holder
        }
    return _("Ce rappel n'est plus en entretien. Votre texte n'est pas enregistré.")
