"""Who called in the synthetic pilot of 2024: numbers to draw people from. No row is made here.

Published about the real campaign: its dates, the objective of 100, 145 requests of which 117
without ongoing support, more than 9'000 views, every callback within three days, over 90 %
satisfied, nearly all settled in the first interview, not knowing the aids as first reason and
embarrassment as second, women on their own and retired people as typical profiles. Everything
else below is invented to be plausible, and only that.
"""

from dataclasses import dataclass

from callbacks.models.interview import HeardOf
from callbacks.models.profile import Activity, AgeBand, Gender, Household
from requests_intake.models import Channel, OngoingSupport

# Published.
REQUESTS = 145
WITHOUT_SUPPORT = 117
OBJECTIVE = 100

# Invented.
VIEWS = 9_214
UNREACHED = 5
DECLINED = 2
INTERVIEWS = REQUESTS - UNREACHED - DECLINED
SETTLED = 131
TRIES = 3  # before a request is closed as unreachable
ANSWERED = 104
SCORES = {4: 68, 3: 29, 2: 6, 1: 1}
CHANNELS = {
    Channel.SMS: 101,
    Channel.PHONE: 17,
    Channel.WEB: 13,
    Channel.PARTNER: 8,
    Channel.DESK: 6,
}
SUPPORT = {OngoingSupport.NO: WITHOUT_SUPPORT, OngoingSupport.YES: REQUESTS - WITHOUT_SUPPORT}
HEARD_OF = {
    HeardOf.RADIO: 37,
    HeardOf.POSTER: 31,
    HeardOf.FLYER: 22,
    HeardOf.FRIEND: 19,
    HeardOf.PARTNER: 12,
    HeardOf.SOCIAL: 8,
    HeardOf.PRESS: 3,
    HeardOf.NOT_SAID: 6,
}
DISTRICTS = {"Delémont": 66, "Porrentruy": 46, "Franches-Montagnes": 19, "": 7}
# kind: (offered, of which accepted, of which held)
OFFERS = {"consultation": (38, 22, 17), "help_apply": (31, 24, 19)}
# How many interviews note a reason; M01 and M05 first, as published.
REASONS = {
    "M01": 71,
    "M05": 43,
    "M02": 24,
    "M07": 21,
    "M04": 17,
    "M03": 15,
    "M08": 12,
    "M13": 11,
    "M16": 9,
    "M15": 8,
    "M11": 7,
    "M09": 6,
    "M10": 6,
    "M06": 5,
    "M12": 5,
    "M14": 3,
}
SILENT = 7
NO_REASON = 9


@dataclass(frozen=True)
class Kind:
    """Some people who resemble one another, and the aids one talks about with them."""

    count: int
    household: str
    gender: str
    ages: tuple[str, ...]
    activities: tuple[str, ...]
    aids: tuple[str, ...]


WORKING_AGES = (AgeBand.FROM_26, AgeBand.FROM_40, AgeBand.FROM_40, AgeBand.FROM_55)
WORK = (Activity.EMPLOYED, Activity.EMPLOYED, Activity.UNEMPLOYED, Activity.DISABILITY)
PRIMES = "reduction-primes-partielle"
PENSION = (
    "prestations-complementaires",
    PRIMES,
    "frais-maladie-pc",
    "exoneration-redevance",
    "pro-senectute-consultation",
)
FAMILY = (PRIMES, "supplement-familles-primes", "avance-pensions", "creche-tarif", "carteculture")
ALONE = (PRIMES, "aide-sociale", "consultation-dettes", "remise-impot", "epicerie-caritas")
KINDS = (
    Kind(34, Household.ALONE, Gender.WOMAN, WORKING_AGES, WORK, ALONE),
    Kind(
        27,
        Household.SINGLE_PARENT,
        Gender.WOMAN,
        (AgeBand.FROM_18, AgeBand.FROM_26, AgeBand.FROM_40),
        (Activity.EMPLOYED, Activity.EMPLOYED, Activity.HOME, Activity.UNEMPLOYED),
        FAMILY,
    ),
    Kind(19, Household.ALONE, Gender.WOMAN, (AgeBand.FROM_65,), (Activity.RETIRED,), PENSION),
    Kind(8, Household.ALONE, Gender.MAN, (AgeBand.FROM_65,), (Activity.RETIRED,), PENSION),
    Kind(6, Household.COUPLE, Gender.WOMAN, (AgeBand.FROM_65,), (Activity.RETIRED,), PENSION),
    Kind(5, Household.COUPLE, Gender.MAN, (AgeBand.FROM_65,), (Activity.RETIRED,), PENSION),
    Kind(9, Household.COUPLE_CHILDREN, Gender.WOMAN, WORKING_AGES, WORK, FAMILY),
    Kind(7, Household.COUPLE_CHILDREN, Gender.MAN, WORKING_AGES, WORK, FAMILY),
    Kind(6, Household.COUPLE, Gender.MAN, (AgeBand.FROM_60,), WORK, ALONE),
    Kind(10, Household.ALONE, Gender.MAN, WORKING_AGES, WORK, ALONE),
    Kind(
        7,
        Household.NOT_SAID,
        Gender.NOT_SAID,
        (AgeBand.NOT_SAID,),
        (Activity.NOT_SAID,),
        ALONE,
    ),
)


@dataclass(frozen=True)
class Person:
    """What one interview will say."""

    kind: Kind
    age_band: str
    activity: str
    district: str
    heard_of: str
    settled: bool
    reasons: tuple[str, ...]
    offers: tuple[tuple[str, str], ...]


def spread(counts, random):
    """Each key as often as its count says, in random order."""
    drawn = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(drawn)
    return drawn


def people(random):
    """The people of INTERVIEWS, the same each time for the same seed."""
    kinds = spread({kind: kind.count for kind in KINDS}, random)
    settled = spread({True: SETTLED, False: INTERVIEWS - SETTLED}, random)
    return [
        Person(
            kind=kind,
            age_band=random.choice(kind.ages),
            activity=random.choice(kind.activities),
            district=district,
            heard_of=heard_of,
            settled=is_settled,
            reasons=reasons,
            offers=offers,
        )
        for kind, district, heard_of, is_settled, reasons, offers in zip(
            kinds,
            spread(DISTRICTS, random),
            spread(HEARD_OF, random),
            settled,
            _reasons(random),
            _offers(random),
            strict=True,
        )
    ]


def _reasons(random):
    """Reasons for each interview: everybody who gives one has M01, M05 or M07 first."""
    speaking = INTERVIEWS - SILENT - NO_REASON
    found = [[] for _ in range(speaking)]
    first = REASONS["M01"]
    for place in range(speaking):
        if place < first:
            found[place].append("M01")
        elif place < speaking - REASONS["M07"]:
            found[place].append("M05")
        else:
            found[place].append("M07")
    for code, count in REASONS.items():
        missing = count - sum(code in reasons for reasons in found)
        free = [reasons for reasons in found if code not in reasons]
        for reasons in random.sample(free, missing):
            reasons.append(code)
    found += [["M98"] for _ in range(SILENT)] + [[] for _ in range(NO_REASON)]
    random.shuffle(found)
    return [tuple(reasons) for reasons in found]


def _offers(random):
    found = [[] for _ in range(INTERVIEWS)]
    for kind, (offered, accepted, held) in OFFERS.items():
        chosen = random.sample(found, offered)
        for place, offers in enumerate(chosen):
            state = "held" if place < held else "accepted" if place < accepted else "offered"
            offers.append((kind, state))
    return [tuple(offers) for offers in found]
