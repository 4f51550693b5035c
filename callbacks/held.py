"""Everything held about the person of one request, by whatever app, and who looked at it."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.history import say_code
from callbacks.lists import say, say_closing, say_late, say_result
from callbacks.models import (
    AidNews,
    CallAttempt,
    Callback,
    CallbackMove,
    FollowUp,
    HandOver,
    Interview,
    InterviewAid,
    InterviewAmendment,
    InterviewReason,
    Listed,
    Meeting,
    MeetingStep,
    Merge,
    News,
    Profile,
    SettledMessage,
)
from callbacks.profiles import tell
from campaigns.catalogue.texts import texts_of
from julien.audit.models import AuditEntry
from julien.core.held import Held, held
from julien.staff.models import User

# Which page each address shows: a form that comes back with a mistake shows it under its own.
PAGES = {
    gettext_lazy("page de l'appel"): {
        "callbacks:call",
        "callbacks:attempts",
        "callbacks:release",
        "callbacks:unblock",
        "callbacks:close",
        "callbacks:hand_over",
        "callbacks:merge",
    },
    gettext_lazy("résultats d'une recherche"): {"callbacks:search"},
    gettext_lazy("entretien d'orientation"): {
        "callbacks:interview",
        "callbacks:interview_add_aid",
        "callbacks:interview_remove_aid",
        "callbacks:interview_hang_up",
        "callbacks:interview_propose_recap",
        "callbacks:interview_sign",
    },
    gettext_lazy("correction de l'entretien"): {"callbacks:interview_amend"},
    gettext_lazy("récapitulatif à remettre"): {"callbacks:interview_recap"},
    gettext_lazy("nouvelles à prendre"): {"callbacks:news"},
    gettext_lazy("rendez-vous de la personne"): {
        "callbacks:meeting",
        "callbacks:meeting_move",
        "callbacks:meeting_cancel",
        "callbacks:meeting_note",
    },
    gettext_lazy("demande confiée à un partenaire"): {
        "callbacks:handed_over_one",
        "callbacks:handed_over_answer",
    },
    gettext_lazy("données détenues"): {"callbacks:held"},
    gettext_lazy("conservation"): {
        "callbacks:keeping",
        "callbacks:hold",
        "callbacks:erase",
    },
    gettext_lazy("droits de la personne"): {
        "callbacks:rights",
        "callbacks:rights_note",
        "callbacks:rights_settle",
        "callbacks:rights_answer",
        "callbacks:rights_research",
    },
    gettext_lazy("correction de ses données"): {"callbacks:rights_correct"},
}


def about(request_id):
    """Every row of this app."""
    mine = {"callback__request": request_id}
    of_interview = {"interview__callback__request": request_id}
    return chain(
        held(
            Callback.objects.filter(request=request_id),
            closed_reason=say_closing,
            late_reason=say_late,
        ),
        held(CallbackMove.objects.filter(**mine), why=say_code),
        held(CallAttempt.objects.filter(**mine), result=say_result),
        held(HandOver.objects.filter(**mine)),
        held(Merge.objects.filter(Q(**mine) | Q(duplicate__request=request_id))),
        held(Interview.objects.filter(**mine), heard_of=partial(say, Listed.HEARD)),
        held(Profile.objects.filter(**of_interview), sealed=_only_on_paper),
        held(InterviewAid.objects.filter(**of_interview).select_related("aid"), aid=_say_aid),
        held(InterviewReason.objects.filter(**of_interview)),
        held(FollowUp.objects.filter(**of_interview)),
        held(News.objects.filter(**of_interview)),
        held(
            AidNews.objects.filter(**of_interview).select_related("aid"),
            aid=_say_aid,
            outcome=partial(say, Listed.OUTCOMES),
            amount=partial(say, Listed.AMOUNTS),
            refused_because=partial(say, Listed.REFUSALS),
        ),
        held(Meeting.objects.filter(**mine)),
        held(MeetingStep.objects.filter(meeting__callback__request=request_id)),
        held(SettledMessage.objects.filter(message__request=request_id)),
        held(InterviewAmendment.objects.filter(**of_interview), changes=_say_changes),
    )


def _say_changes(changes):
    """One line for each question corrected."""
    lines = (f"{asked} : {before} → {after}" for asked, before, after in json.loads(changes))
    return "\n".join(lines)


def _say_aid(aid):
    """As the page calls it that the person may have read."""
    return texts_of(aid).get("title", aid.slug)


def _only_on_paper(_sealed):
    return _("enregistrée ; remise à la personne dans le PDF, plus lisible ici")


def everything_about(request_id):
    """The Helds of every app, in the order of settings.HELD_ABOUT. A situation stays closed."""
    apps = (import_string(path) for path in settings.HELD_ABOUT)
    return list(chain.from_iterable(about_one(request_id) for about_one in apps))


def on_paper_about(request_id):
    """The same with the situation opened: for the person, and nobody else's eyes."""
    what = str(Profile._meta.verbose_name)
    rows = Profile.objects.filter(interview__callback__request=request_id)
    told = [Held(what, tell(row)) for row in rows]
    closed = everything_about(request_id)
    place = next((place for place, row in enumerate(closed) if row.what == what), len(closed))
    return closed[:place] + told + [row for row in closed[place:] if row.what != what]


@dataclass(frozen=True)
class Look:
    """Somebody opened the record."""

    at: datetime
    who: str
    page: str
    why: str


def say_page(name):
    """The words for an address at which a record was looked at."""
    return next((str(words) for words, names in PAGES.items() if name in names), name)


def looks_at(request_id):
    """Who opened the record, when and on which page, latest first."""
    reads = AuditEntry.objects.about(request_id).filter(action=AuditEntry.Action.READ)
    entries = list(reads.reverse())
    names = User.objects.in_bulk({entry.actor_id for entry in entries})
    return [
        Look(
            at=entry.at,
            who=str(names.get(entry.actor_id, _("compte supprimé"))),
            page=say_page(entry.page),
            why=entry.why,
        )
        for entry in entries
    ]
