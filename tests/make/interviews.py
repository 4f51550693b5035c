"""Aids, communes and interviews, for tests about the conversation."""

import json
from itertools import count
from pathlib import Path

from callbacks.models import Interview, Reason
from callbacks.results import Result
from callbacks.services.interview_answers import AidAnswer, Answers, ReasonAnswer, read_answers
from callbacks.services.interview_reasons import import_reasons
from callbacks.services.interviews import open_interview, save_interview, sign_interview
from callbacks.states import State
from campaigns.models import Aid, AidPart, Commune, Locality, Part, Provider
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.staff import make_staff

COMMUNES = Path(__file__).resolve().parents[2] / "campaigns" / "data" / "communes.json"

_number = count(1)


def make_discussable_aid(title="Subside", *, papers="", state=Aid.State.PUBLISHED):
    """An aid with the little an interview needs: a title and whom to ask."""
    provider, _new = Provider.objects.get_or_create(name="ECAS Jura", address="Saignelégier")
    aid = Aid.objects.create(
        slug=f"aide-{next(_number)}",
        category="quotidien-culture",
        state=state,
        provider=provider,
        confidence=Aid.Confidence.FOUND,
        checked_on="2026-11-01",
    )
    AidPart.objects.create(aid=aid, part=Part.TITLE, text=title)
    if papers:
        AidPart.objects.create(aid=aid, part=Part.PAPERS, text=papers)
    return aid


def load_communes():
    """The 51 communes with their localities, as the catalogue has them."""
    for row in json.loads(COMMUNES.read_text())["communes"]:
        commune, _new = Commune.objects.get_or_create(
            name=row["name"], defaults={"district": row["district"], "bfs": row["bfs"]}
        )
        for place in row["localities"]:
            Locality.objects.get_or_create(
                commune=commune, postal_code=place["npa"], name=place["locality"]
            )


def reason(code):
    """The reason of that code. Loads the list where a test with real transactions emptied it."""
    if not Reason.objects.exists():
        import_reasons(on=NOW.date())
    return Reason.objects.get(code=code)


def make_talk(*, caller=None, at=NOW, **fields):
    """A callback whose person has been reached: the interview can be opened by who holds it."""
    reason("M01")
    callback = make_callback(State.INTERVIEWING, holder=caller or make_staff(), now=at, **fields)
    make_attempt(callback, Result.REACHED, started_at=at)
    return callback


def make_draft(*, caller=None, at=NOW, **fields):
    """An open interview. Its holder is `interview.caller`."""
    callback = make_talk(caller=caller, at=at, **fields)
    return open_interview(callback_id=callback.pk, by=callback.claimed_by, at=at)


def make_signed_interview(
    *, caller=None, at=NOW, said=None, aids=(), reasons=(), follow_ups=(), **fields
):
    """An interview signed through the services.

    `said`: answers by field name. `aids`: Aids or AidAnswers. `reasons`: codes (the first is the
    main one) or ReasonAnswers. `follow_ups`: FollowUpAnswers. Other fields go to the request.
    """
    interview = make_draft(caller=caller, at=at, **fields)
    codes = [each for each in reasons if isinstance(each, str)]
    answers = Answers(
        said={**read_answers(interview).said, **(said or {})},
        aids=tuple(AidAnswer(each.pk) if isinstance(each, Aid) else each for each in aids),
        reasons=tuple(
            ReasonAnswer(reason(each).pk, form=reason(each).forms[:2], is_main=each == codes[0])
            if isinstance(each, str)
            else each
            for each in reasons
        ),
        follow_ups=tuple(follow_ups),
    )
    by = interview.caller
    save_interview(interview_id=interview.pk, by=by, revision=0, answers=answers, at=at)
    sign_interview(interview_id=interview.pk, by=by, at=at)
    return Interview.objects.get(pk=interview.pk)
