"""What the call page shows, gathered: one dictionary for the template."""

from django.db.models import Q
from django.utils.translation import gettext as _

from callbacks.forms.duplicates import MergeForm
from callbacks.forms.hand_over import HandOverForm
from callbacks.forms.release import ReleaseForm
from callbacks.forms.result import ResultForm
from callbacks.forms.supervision import CloseForm, RequeueForm
from callbacks.history import outcome_of, same_number, timeline
from callbacks.lines import wish_is_now, wishes_in_words
from callbacks.models import Merge
from callbacks.rules import HISTORY_SHOWN
from callbacks.script import safety, script
from callbacks.services.attempts import foresee
from callbacks.services.duplicates import likely_same_as
from callbacks.services.interviews import may_open
from callbacks.states import HELD, STUCK, ClosedReason, State
from campaigns.models import Desk
from julien.core.languages import language_name
from julien.core.roles import Can
from requests_intake.abuse.signs import Sign
from requests_intake.needs import advice_on, say_needs
from requests_intake.services.consent import consent_text


def call_sheet(callback, user, now, **typed):
    """Everything the call page says about one callback to one member of the team.

    mode says what this person can do: "mine" (call and note), "free" (take), "taken" (read, who
    has it), "stuck" (read, or decide as a supervisor), "closed" (read). `typed`: forms that come
    back with their errors.
    """
    request = callback.request
    mode = _mode(callback, user, now)
    running = callback.attempts.running().select_related("caller").first()
    in_interview = callback.state == State.INTERVIEWING and not running
    form = typed.get("result_form") or ResultForm()
    others, events = same_number(request), timeline(callback, now)
    was_called = callback.attempts.filter(stops_first_clock=True).exists()
    return {
        "callback": callback,
        "demand": request,
        "now": now,
        "mode": mode,
        "outcome": outcome_of(callback),
        "running": running,
        "in_interview": in_interview,
        "interviewing": callback.state == State.INTERVIEWING,
        "safety": safety(request),
        "script": script(request, user, _service_name()),
        "wishes": wishes_in_words(request),
        "wish_now": wish_is_now(request, now),
        "language": language_name(request.language),
        "needs": say_needs(request.all_needs),
        "advice": advice_on(request.all_needs),
        "consent": consent_text(request.consent_version),
        "words": [one for one in request.contacts.all() if one.words],
        "was_called": was_called,
        "asks_late": callback.due_at < now and not was_called and not in_interview,
        "events": events[:HISTORY_SHOWN],
        "older": events[HISTORY_SHOWN:],
        "same_number": others,
        "open_now": next((one for one in others if one.is_open), None),
        # Who was advised may be called again, for news or a meeting; the others nobody calls.
        "may_call": mode != "closed" or callback.closed_reason == ClosedReason.ORIENTED,
        "likely": likely_same_as(request) if mode != "taken" else [],
        "merges": merges_of(callback, now),
        "later_contacts": _later(request) if mode in {"mine", "free"} else [],
        "merge_form": typed.get("merge_form") or MergeForm(),
        "form": form,
        "phrases": form.phrases(in_interview=in_interview, may_voicemail=request.may_voicemail),
        "foreseen": foresee(callback, at=now) if mode == "mine" and not in_interview else None,
        "release_form": typed.get("release_form") or ReleaseForm(),
        "hand_over_form": typed.get("hand_over_form") or _hand_over_form(callback, user, mode),
        "for_team": _for_team(callback, now) if mode == "free" else None,
        "with_partner": callback.hand_overs.waiting(now).select_related("partner").first(),
        "meeting": callback.meetings.planned().select_related("place").first(),
        "may_reread": mode == "closed" and _may_reread(callback, user),
        "can_meet": mode == "mine" or callback.closed_reason == ClosedReason.ORIENTED,
        "requeue_form": typed.get("requeue_form") or RequeueForm(),
        "close_form": typed.get("close_form") or CloseForm(),
        "suspicion": [Sign(code).label for code in request.suspicion],
        "supervises": user.can(Can.SUPERVISE),
    }


def _mode(callback, user, now):
    if callback.state == State.CLOSED or callback.request.withdrawn_at:
        return "closed"
    if callback.state in STUCK:
        return "stuck"
    if callback.state in HELD and callback.claimed_by_id == user.pk:
        return "mine"
    return "taken" if callback.is_held(now) else "free"


def _for_team(callback, now):
    """The team that is served first, while it is."""
    is_theirs = callback.for_team_id and callback.for_team_until > now
    return callback.for_team if is_theirs else None


def _hand_over_form(callback, user, mode):
    """None where it cannot be given now: not in one's hands, nor after one's own interview."""
    if mode == "mine":
        return HandOverForm(by=user)
    oriented = mode == "closed" and callback.closed_reason == ClosedReason.ORIENTED
    if oriented and _may_reread(callback, user):
        return HandOverForm(by=user, only_partners=True)
    return None


def _may_reread(callback, user):
    interview = getattr(callback, "interview", None)
    return interview is not None and may_open(user, interview)


def _later(request):
    """What may have come from another person on the same phone."""
    return [one for one in request.contacts.all() if not one.is_first]


def merges_of(callback, now):
    """The merges of this callback, on either side, that can still be undone."""
    both = Q(callback=callback) | Q(duplicate=callback)
    found = Merge.objects.can_be_undone(now).filter(both)
    return found.select_related("callback__request", "duplicate__request", "by")


def _service_name():
    desk = Desk.objects.only("name").first()
    return desk.name if desk else _("JU-lien")
