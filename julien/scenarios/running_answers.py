"""What is said in the interviews of the running demo."""

from datetime import timedelta

from callbacks.models import FollowUp, Reason
from callbacks.models.interview import Answer, HeardOf, Possible
from callbacks.services.interview_answers import (
    AidAnswer,
    Answers,
    FollowUpAnswer,
    ReasonAnswer,
    read_answers,
)
from callbacks.services.questions import Words
from callbacks.situation import BROUGHT, questions
from campaigns.models import Aid, Commune
from julien.scenarios.voices import AGREED, PLACES
from requests_intake.models import OngoingSupport

# A question of this canton alone, as an administrator would have written it.
INTERNET = Words(
    "Accès à internet",
    "Avez-vous internet chez vous ?",
    "Un téléphone suffit. Si non : quel guichet est le plus proche ?",
    tuple(
        {"code": "", "label": words, "retired": False}
        for words in ("oui", "oui, avec l'aide de quelqu'un", "non")
    ),
)
# One line per interview, in turn; not knowing the aid comes back most.
REASONS = (("M01",), ("M01", "M05"), ("M05", "M04"), ("M01", "M07"), ("M02",), ("M01", "M03"))
HEARD = (HeardOf.POSTER, HeardOf.RADIO, HeardOf.FRIEND, HeardOf.POSTER, HeardOf.FLYER)
COMMUNES = ("Delémont", "Porrentruy", "Haute-Sorne", "Moutier", "Saignelégier", "Courrendlin")
OFFERS = {
    2: ((FollowUp.Kind.CONSULTATION, FollowUp.State.ACCEPTED),),
    3: ((FollowUp.Kind.HELP_APPLY, FollowUp.State.HELD),),
    5: (
        (FollowUp.Kind.CONSULTATION, FollowUp.State.OFFERED),
        (FollowUp.Kind.HELP_APPLY, FollowUp.State.ACCEPTED),
    ),
}


def answers_of(someone, number, interview, random):
    """The Answers of one person: who they are, aids, reasons, what was agreed."""
    kind = someone.kind
    followed = OngoingSupport.YES if number % 4 == 3 else OngoingSupport.NO
    said = read_answers(interview).said | {
        "own_words": someone.words,
        "household": kind.household,
        "gender": kind.gender,
        "age_band": random.choice(kind.ages),
        "activity": random.choice(kind.activities),
        "commune": _commune(COMMUNES[number % len(COMMUNES)]),
        "ongoing_support": followed,
        "heard_of": HEARD[number % len(HEARD)],
        "agreed": random.choice(AGREED),
        "settled": number not in OFFERS,
        "may_ask_later": Answer.YES if number % 8 else Answer.NO,
    }
    said |= {name: f"a{1 + number % 3}" for name in questions() if name not in BROUGHT}
    return Answers(
        said=said,
        aids=tuple(_aid(slug, number) for slug in random.sample(kind.aids, 3)),
        reasons=_reasons(number),
        follow_ups=tuple(_offer(kind, state, interview) for kind, state in OFFERS.get(number, ())),
    )


def _aid(slug, number):
    known = Answer.NO if number % 2 else Answer.YES
    return AidAnswer(
        aid_id=Aid.objects.only("pk").get(slug=slug).pk,
        knew=known,
        receives=Answer.NO,
        has_asked=Answer.NO,
        possible=Possible.MAYBE if number % 3 else Possible.LIKELY,
        advised=True,
    )


def _reasons(number):
    codes = REASONS[number % len(REASONS)]
    return tuple(
        ReasonAnswer(reason.pk, form=reason.forms.split("/")[0], is_main=place == 0)
        for place, reason in enumerate(_reason(code) for code in codes)
    )


def _reason(code):
    return Reason.objects.get(code=code)


def _commune(name):
    return Commune.objects.filter(name=name).first()


def _offer(kind, state, interview):
    meets = kind == FollowUp.Kind.CONSULTATION and state != FollowUp.State.OFFERED
    return FollowUpAnswer(
        kind=kind,
        state=state,
        on=interview.started_at + timedelta(days=9) if meets else None,
        place=PLACES[0] if meets else "",
    )
