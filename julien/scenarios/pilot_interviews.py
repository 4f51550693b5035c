"""The interviews of the pilot, what followed, and what people thought of it."""

import json
from datetime import timedelta

from callbacks.models import (
    Callback,
    CallbackMove,
    FollowUp,
    Interview,
    InterviewAid,
    InterviewReason,
    Profile,
    Reason,
)
from callbacks.models.interview import Answer, Possible, Silence
from callbacks.rules import Why
from callbacks.states import ClosedReason, State
from campaigns.models import Aid, Commune
from julien.scenarios import pilot_plan as plan
from julien.scenarios.voices import AGREED, OWN_WORDS, PLACES
from requests_intake.models import CallbackRequest, Satisfaction

FORM_VERSION = "2024-05"
WRAP_UP = timedelta(minutes=9)
ASKED_AFTER = timedelta(days=7)
MEETING_AFTER = timedelta(days=9)


def write_interviews(found, random):
    """Close every request: with a signed interview where the person was reached."""
    held = [calls for calls in found if calls.end == ClosedReason.ORIENTED]
    people = plan.people(random)
    communes = _communes()
    drawn = [
        _interview(calls, person, communes[person.district], random)
        for calls, person in zip(held, people, strict=True)
    ]
    interviews = Interview.objects.bulk_create(interview for interview, _commune in drawn)
    Profile.objects.bulk_create(
        _profile(interview, person, commune)
        for (interview, commune), person in zip(drawn, people, strict=True)
    )
    _write_answers(interviews, people, random)
    _close(found, {one.callback_id: one for one in interviews})
    _ask_satisfaction(held, random)


def _communes():
    found = {"": [None]}
    for commune in Commune.objects.order_by("pk"):
        found.setdefault(commune.district, []).append(commune)
    return found


def _profile(interview, person, commune):
    said = {
        "household": person.kind.household,
        "age_band": person.age_band,
        "gender": person.kind.gender,
        "activity": person.activity,
        "commune": commune and commune.pk,
        "district": person.district,
    }
    return Profile(interview=interview, sealed=json.dumps(said))


def _interview(calls, person, communes, random):
    """The interview, and the commune of the person."""
    started = calls.ended_at
    hung_up = started + timedelta(minutes=random.randint(14, 48))
    silent = person.reasons == ("M98",)
    commune = random.choice(communes)
    interview = Interview(
        callback=calls.callback,
        caller=calls.caller,
        form_version=FORM_VERSION,
        state=Interview.State.SIGNED,
        started_at=started,
        saved_at=hung_up + WRAP_UP,
        call_ended_at=hung_up,
        signed_at=hung_up + WRAP_UP,
        revision=1,
        ongoing_support=calls.request.ongoing_support,
        heard_of=person.heard_of,
        own_words=random.choice(OWN_WORDS),
        agreed=random.choice(AGREED),
        silence=random.choice([Silence.REFUSED, Silence.UNKNOWN]) if silent else Silence.NOT_ASKED,
        settled=person.settled,
    )
    return interview, commune


def _write_answers(interviews, people, random):
    reasons = {reason.code: reason for reason in Reason.objects.all()}
    aids = dict(Aid.objects.values_list("slug", "pk"))
    noted, discussed, offered = [], [], []
    for interview, person in zip(interviews, people, strict=True):
        noted += [
            InterviewReason(
                interview=interview,
                reason=reasons[code],
                form=reasons[code].forms.split("/")[0],
                is_main=place == 0 and code != "M98",
            )
            for place, code in enumerate(person.reasons)
        ]
        chosen = random.sample(person.kind.aids, random.randint(2, 4))
        discussed += [_discussed(interview, aids[slug], person, random) for slug in chosen]
        offered += [_offered(interview, kind, state, random) for kind, state in person.offers]
    InterviewReason.objects.bulk_create(noted)
    InterviewAid.objects.bulk_create(discussed)
    FollowUp.objects.bulk_create(offered)


def _discussed(interview, aid_id, person, random):
    knew = Answer.NO if "M01" in person.reasons else random.choice([Answer.YES, Answer.NO])
    possible = random.choice([Possible.LIKELY, Possible.LIKELY, Possible.MAYBE, Possible.UNLIKELY])
    return InterviewAid(
        interview=interview,
        aid_id=aid_id,
        knew=knew,
        receives=Answer.NO,
        has_asked=Answer.NO if knew == Answer.NO else random.choice([Answer.YES, Answer.NO]),
        possible=possible,
        advised=possible != Possible.UNLIKELY,
    )


def _offered(interview, kind, state, random):
    meets = kind == FollowUp.Kind.CONSULTATION and state != FollowUp.State.OFFERED
    held = state == FollowUp.State.HELD
    on = interview.signed_at + MEETING_AFTER if meets else None
    return FollowUp(
        interview=interview,
        kind=kind,
        state=state,
        on=on,
        place=random.choice(PLACES) if meets else "",
        held_at=interview.signed_at + MEETING_AFTER if held else None,
    )


def _close(found, interviews):
    callbacks, requests, moves = [], [], []
    for calls in found:
        interview = interviews.get(calls.callback.pk)
        closed_at = interview.signed_at if interview else calls.ended_at
        if interview:
            calls.moves.append(
                CallbackMove(
                    callback=calls.callback,
                    was=State.INTERVIEWING,
                    to=State.CLOSED,
                    by=calls.caller,
                    at=closed_at,
                    why=Why.SIGNED,
                )
            )
        calls.callback.state, calls.callback.closed_reason = State.CLOSED, calls.end
        calls.request.closed_at = closed_at
        callbacks.append(calls.callback)
        requests.append(calls.request)
        moves += calls.moves
    Callback.objects.bulk_update(callbacks, ["state", "closed_reason"])
    CallbackRequest.objects.bulk_update(requests, ["closed_at"])
    CallbackMove.objects.bulk_create(moves)


def _ask_satisfaction(held, random):
    scores = plan.spread(plan.SCORES, random)
    Satisfaction.objects.bulk_create(
        Satisfaction(
            request=calls.request,
            satisfied=score,
            knows_next_step=max(1, min(4, score + random.choice([-1, 0, 0, 0]))),
            at=calls.ended_at + ASKED_AFTER,
        )
        for calls, score in zip(random.sample(held, plan.ANSWERED), scores, strict=True)
    )
