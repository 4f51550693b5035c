"""The sentence that goes with a promise: read whole in examples, checked for truth in any case."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from campaigns.promise import NoOpenDay, Rule, promise
from tests.campaigns.jura import HOLIDAYS, WORKDAY, ZURICH, desk, local
from tests.campaigns.test_promise_properties import cases

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "rule", "sentence"),
    [
        pytest.param(
            "2024-06-11T10:00", Rule(), "Reçue mardi 11.6., 3 jours = vendredi 14.6.", id="plain"
        ),
        pytest.param(
            "2024-06-13T10:00", Rule(1), "Reçue jeudi 13.6., 1 jour = vendredi 14.6.", id="one day"
        ),
        pytest.param(
            "2024-05-18T10:00",
            Rule(),
            "Reçue samedi 18.5., 3 jours = mardi 21.5. ; "
            "entre-temps, fermé lundi 20.5. (lundi de Pentecôte).",
            id="a holiday inside moves nothing and is told",
        ),
        pytest.param(
            "2024-05-17T10:00",
            Rule(),
            "Reçue vendredi 17.5., 3 jours = lundi 20.5. ; "
            "fermé lundi 20.5. (lundi de Pentecôte) : reporté au mardi 21.5.",
            id="a holiday moves it",
        ),
        pytest.param(
            "2024-05-15T10:00",
            Rule(),
            "Reçue mercredi 15.5., 3 jours = samedi 18.5. ; "
            "fermé samedi 18.5. et dimanche 19.5. (week-end), lundi 20.5. (lundi de Pentecôte) : "
            "reporté au mardi 21.5.",
            id="a weekend and a holiday move it",
        ),
        pytest.param(
            "2024-05-08T10:00",
            Rule(),
            "Reçue mercredi 8.5., 3 jours = samedi 11.5. ; "
            "fermé samedi 11.5. et dimanche 12.5. (week-end) : reporté au lundi 13.5. ; "
            "entre-temps, fermé jeudi 9.5. (Ascension).",
            id="a weekend moves it, a holiday lies inside",
        ),
        pytest.param(
            "2024-06-20T10:00",
            Rule(),
            "Reçue jeudi 20.6., 3 jours = dimanche 23.6. ; "
            "fermé dimanche 23.6. (Commémoration du plébiscite) : reporté au lundi 24.6.",
            id="a holiday on a Sunday",
        ),
        pytest.param(
            "2024-06-21T10:00",
            Rule(),
            "Reçue vendredi 21.6., 3 jours = lundi 24.6.",
            id="a holiday inside, on a Sunday, changes nothing",
        ),
        pytest.param(
            "2025-12-29T10:00",
            Rule(),
            "Reçue lundi 29.12.2025, 3 jours = jeudi 1.1.2026 ; "
            "fermé jeudi 1.1.2026 (Nouvel An), vendredi 2.1.2026 (Saint-Berchtold), "
            "samedi 3.1.2026 et dimanche 4.1.2026 (week-end) : reporté au lundi 5.1.2026.",
            id="years are said when there are two",
        ),
        pytest.param(
            "2024-06-10T10:00",
            Rule(3, "working"),
            "Reçue lundi 10.6., 3 jours ouverts = jeudi 13.6.",
            id="open days, none closed",
        ),
        pytest.param(
            "2024-05-17T10:00",
            Rule(3, "working"),
            "Reçue vendredi 17.5., 3 jours ouverts = jeudi 23.5. ; jours fermés non comptés : "
            "samedi 18.5. et dimanche 19.5. (week-end), lundi 20.5. (lundi de Pentecôte).",
            id="open days over Whitsun",
        ),
        pytest.param(
            "2024-06-13T10:00",
            Rule(1, "working"),
            "Reçue jeudi 13.6., 1 jour ouvert = vendredi 14.6.",
            id="one open day",
        ),
    ],
)
def test_sentences_at_the_desk_of_the_jura(received, rule, sentence):
    assert promise(local(received), rule, desk()).explanation == sentence


def workdays_closed(first, last, reason):
    """A closing typed as people do: on the working days only."""
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return {day: reason for day in days if day.weekday() < 5}


def test_the_weekends_inside_a_long_closing_belong_to_it():
    summer = workdays_closed(date(2024, 7, 8), date(2024, 7, 26), "Fermeture d'été")
    calendar = desk(closed=HOLIDAYS | summer)
    assert promise(local("2024-07-05T10:00"), Rule(), calendar).explanation == (
        "Reçue vendredi 5.7., 3 jours = lundi 8.7. ; fermé du lundi 8.7. au vendredi 26.7. "
        "(Fermeture d'été), samedi 27.7. et dimanche 28.7. (week-end) : reporté au lundi 29.7."
    )


def test_a_weekday_without_hours_is_called_so():
    calendar = desk(wednesday=())
    assert promise(local("2024-06-09T10:00"), Rule(), calendar).explanation == (
        "Reçue dimanche 9.6., 3 jours = mercredi 12.6. ; "
        "fermé mercredi 12.6. (jour sans ouverture) : reporté au jeudi 13.6."
    )


def test_too_many_reasons_become_a_range_with_the_first_of_them():
    days = [date(2024, 6, 14) + number * DAY for number in range(20)]
    closed = {day: f"Travaux {'très ' * 8}longs au local {day.day}" for day in days}
    calendar = desk(week=(WORKDAY,) * 7, closed=closed)
    sentence = promise(local("2024-06-11T10:00"), Rule(), calendar).explanation
    assert sentence == (
        "Reçue mardi 11.6., 3 jours = vendredi 14.6. ; fermé du vendredi 14.6. au mercredi 3.7. "
        f"(Travaux {'très ' * 8}longs au local 14, Travaux {'très ' * 8}longs au local 15, …) : "
        "reporté au jeudi 4.7."
    )


def test_many_uncounted_days_are_numbered():
    sentence = promise(local("2024-05-17T10:00"), Rule(60, "working"), desk()).explanation
    assert sentence == (
        "Reçue vendredi 17.5., 60 jours ouverts = mercredi 14.8. ; jours fermés non comptés : "
        "29 du samedi 18.5. au dimanche 11.8. (week-end, lundi de Pentecôte, Fête-Dieu, "
        "Commémoration du plébiscite, Fête nationale)."
    )


def test_a_reason_keeps_to_one_line():
    calendar = desk(closed={date(2024, 6, 14): "Travaux\tdans\nles locaux"})
    assert "(Travaux dans les locaux)" in (
        promise(local("2024-06-11T10:00"), Rule(), calendar).explanation
    )


RANGE = re.compile(r"du \w+ (\d+\.\d+\.\d*) au \w+ (\d+\.\d+\.\d*)")
ONE = re.compile(r"\w+di (\d+\.\d+\.\d*)|dimanche (\d+\.\d+\.\d*)")


def days_named(text, near):
    """The dates a part of the sentence names, singly or as a range, nearest to `near`."""

    def read(number):
        day, month, year = (*number.rstrip(".").split("."), "")[:3]
        years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
        candidates = []
        for one in years:
            try:
                candidates.append(date(one, int(month), int(day)))
            except ValueError:  # 29 February
                continue
        return min(candidates, key=lambda found: abs(found - near))

    named = set()
    for first, last in RANGE.findall(text):
        day = read(first)
        while day <= read(last):
            named.add(day)
            day += DAY
    for number in ONE.findall(RANGE.sub("", text)):
        named.add(read("".join(number)))
    return named


def closed_run(first, end, calendar):
    days = set()
    while first < end:
        if first in calendar.closed or not calendar.week[first.weekday()]:
            days.add(first)
        first += DAY
    return days


@settings(max_examples=400, deadline=None)
@given(cases())
def test_the_sentence_names_the_days_that_moved_it_and_no_others(case):
    received_at, rule, calendar = case
    try:
        made = promise(*case)
    except NoOpenDay:
        return
    received = received_at.astimezone(ZURICH).date()
    due = made.due_at.astimezone(ZURICH).date()
    start = received + (rule.days if rule.unit == "calendar" else 1) * DAY
    moved_by = closed_run(start, due, calendar)
    text = re.sub(r"x{20,}…?", "x", made.explanation)

    assert len(made.explanation) <= 300
    assert made.explanation.endswith(".")
    if rule.unit == "calendar":
        part = re.search(r" ; fermé (.*) : reporté au ", text)
    else:
        part = re.search(r" ; jours fermés non comptés : (.*)$", text)
    if part and re.match(r"\d+ du ", part[1]):
        assert int(part[1].split()[0]) == len(moved_by)
    else:
        assert days_named(part[1] if part else "", received) == moved_by
    for day in moved_by & set(calendar.closed):
        if "…" not in text:
            reason = calendar.closed[day]
            assert re.sub(r"x{20,}", "x", reason)[1:] in text
    assert f"{due.day}.{due.month}." in text
