"""How many parts an SMS takes, and when it is folded into the small alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_intake.sms.parts import ONE_UNIT, TWO_UNITS, count_parts, fit, fold, is_gsm7

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=700)
GSM7 = st.text(alphabet=sorted(ONE_UNIT | TWO_UNITS), max_size=700)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("a" * 160, 1, id="160 letters"),
        pytest.param("a" * 161, 2, id="161 letters"),
        pytest.param("a" * 306, 2, id="two full parts"),
        pytest.param("a" * 307, 3, id="one more"),
        pytest.param("é" * 160, 1, id="French accents of the small alphabet"),
        pytest.param("€" * 80, 1, id="80 signs of two units"),
        pytest.param("€" * 81, 2, id="81 signs of two units"),
        pytest.param("a" * 152 + "€" + "a" * 152, 3, id="a sign of two units is not cut"),
        pytest.param("ê" * 70, 1, id="70 outside the alphabet"),
        pytest.param("ê" * 71, 2, id="71 outside the alphabet"),
        pytest.param("a" * 70 + "ê", 2, id="one letter outside changes all"),
        pytest.param("ê" * 134, 2, id="two full parts of 67"),
        pytest.param("😕" * 35, 1, id="35 emoji"),
        pytest.param("😕" * 36, 2, id="36 emoji"),
        pytest.param("a" * 66 + "😕" + "a" * 66, 3, id="an emoji is not cut"),
    ],
)
def test_parts_are_counted_as_the_operator_counts(text, parts):
    assert count_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("être à l’heure", "etre à l'heure"),
        ("« août »", '" aout "'),
        ("ça, sœur, Noël…", "ca, soeur, Noel..."),
        ("12\u00a0h\u202f30", "12 h 30"),
        ("rappelé·e", "rappelé.e"),
        ("e\u0302tre", "etre"),
        ("مرحبا", "مرحبا"),
        ("😕 ê", "😕 e"),
    ],
)
def test_a_text_is_folded_letter_by_letter(text, folded):
    assert fold(text) == folded


def test_a_text_keeps_its_accents_when_folding_saves_nothing():
    assert fit("Vous êtes là") == "Vous êtes là"


def test_a_long_text_loses_the_accents_that_cost_a_part():
    text = "Vous êtes prêt. " * 6
    assert count_parts(text) == 2
    assert fit(text) == "Vous etes pret. " * 6
    assert count_parts(fit(text)) == 1


def test_a_text_in_another_script_stays_as_it_is():
    text = "مرحبا ê " * 20
    assert fit(text) == text


@given(ANY)
def test_fitting_never_costs_more(text):
    assert count_parts(fit(text)) <= count_parts(text)


@given(ANY)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(GSM7)
def test_a_text_of_the_small_alphabet_is_never_touched(text):
    assert is_gsm7(text)
    assert fold(text) == fit(text) == text


@given(ANY, ANY)
def test_more_text_never_takes_fewer_parts_of_the_same_alphabet(one, other):
    if is_gsm7(one) == is_gsm7(one + other):
        assert count_parts(one) <= count_parts(one + other)


@given(GSM7)
def test_parts_hold_what_they_can_hold(text):
    units = sum(2 if character in TWO_UNITS else 1 for character in text)
    parts = count_parts(text)
    assert units <= (160 if parts == 1 else 153 * parts)
    assert parts == 1 or units > 152 * (parts - 1)
