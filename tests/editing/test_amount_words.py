"""How amounts are written in texts and read on a day: by hand, and for any text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.amounts import Certainty, filled, grouped, names_in, spoken_on, unknown_in

TODAY = date(2026, 11, 20)


@dataclass
class Value:
    value: Decimal
    valid_from: date | None = date(2025, 1, 1)
    valid_to: date | None = None
    checked_on: date | None = date(2026, 11, 1)


def said(day, *values, unit="CHF"):
    return spoken_on(day, name="rdu", label="RDU", unit=unit, values=values)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("27000", "27'000"),
        ("27000.00", "27'000"),
        ("1234567", "1'234'567"),
        ("568.3", "568.30"),
        ("7.5", "7.50"),
        ("0", "0"),
        ("999", "999"),
        ("1000.05", "1'000.05"),
    ],
)
def test_numbers_are_written_as_in_switzerland(number, written):
    assert grouped(Decimal(number)) == written


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("moins de {montant:rdu} par an", "moins de CHF 27'000 par an"),
        ("de 18'000 à {nombre:rdu}", "de 18'000 à 27'000"),
        ("({annee:rdu})", "(2025)"),
        ("({année:rdu})", "(2025)"),
        ("{ montant : rdu }", "CHF 27'000"),
        ("{montant:rdus}", "montant à vérifier"),
        ("{montant:}", "montant à vérifier"),
        ("{prix:rdu}", "{prix:rdu}"),
        ("aucun montant", "aucun montant"),
    ],
)
def test_a_text_says_its_amounts_by_name(text, read):
    known = {"rdu": said(TODAY, Value(Decimal("27000")))}
    assert filled(text, known) == read


@pytest.mark.parametrize(("unit", "read"), [("CHF", "CHF 80"), ("%", "80 %"), ("number", "80")])
def test_an_amount_carries_its_unit(unit, read):
    assert said(TODAY, Value(Decimal("80")), unit=unit).said == read


OLD = Value(Decimal("1"), date(2025, 1, 1))
NEXT = Value(Decimal("2"), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "values", "number", "certainty"),
    [
        pytest.param(TODAY, [OLD, NEXT], "1", Certainty.SURE, id="the next has not begun"),
        pytest.param(date(2026, 12, 31), [OLD, NEXT], "1", Certainty.SURE, id="the day before"),
        pytest.param(date(2027, 1, 1), [OLD, NEXT], "2", Certainty.SURE, id="the very day"),
        pytest.param(date(2027, 1, 1), [NEXT, OLD], "2", Certainty.SURE, id="in any order"),
        pytest.param(TODAY, [NEXT], "2", Certainty.AHEAD, id="none has begun"),
        pytest.param(
            TODAY, [Value(Decimal("3"), None)], "3", Certainty.SURE, id="since nobody knows when"
        ),
        pytest.param(
            TODAY, [OLD, Value(Decimal("3"), None)], "1", Certainty.SURE, id="known begin wins"
        ),
        pytest.param(
            date(2026, 12, 31),
            [Value(Decimal("4"), valid_to=date(2026, 12, 31))],
            "4",
            Certainty.SURE,
            id="its last day",
        ),
        pytest.param(
            date(2027, 1, 1),
            [Value(Decimal("4"), valid_to=date(2026, 12, 31))],
            "4",
            Certainty.OVER,
            id="the day after its last",
        ),
        pytest.param(
            TODAY, [Value(Decimal("5"), checked_on=None)], "5", Certainty.UNVERIFIED, id="unchecked"
        ),
    ],
)
def test_the_value_of_a_day_needs_no_job(day, values, number, certainty):
    spoken = said(day, *values)
    assert (spoken.number, spoken.certainty) == (number, certainty)


def test_an_amount_without_a_value_says_nothing():
    assert said(TODAY) is None


@given(st.text(alphabet="{}:montantnombr -a1é\n", max_size=80))
def test_no_name_ever_shows_its_braces(text):
    """Whatever is typed: what looks like a use is filled, and every name that is missing named."""
    assert names_in(filled(text, {})) == []
    assert unknown_in(text, {}) == names_in(text)


def test_a_number_after_arabic_words_keeps_its_order():
    """ "27'000" would read "000'27" there; with CHF before it, it holds by itself."""
    known = {"rdu": said(TODAY, Value(Decimal("27000")))}
    assert filled("أقل من {nombre:rdu}", known) == "أقل من \u200e27'000"
    assert filled("أقل من {montant:rdu}", known) == "أقل من CHF 27'000"
    assert filled("moins de {nombre:rdu}", known) == "moins de 27'000"
