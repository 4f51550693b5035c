"""Public references: what a person copies wrongly is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from julien.core.references import (
    ReferenceConverter,
    check_character,
    is_reference,
    new_reference,
)

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O, 1 I L, U
bodies = st.text(alphabet=LETTERS, min_size=6, max_size=6)


@given(bodies)
def test_a_reference_is_recognised_however_it_is_typed(body):
    reference = body + check_character(body)
    assert is_reference(reference)
    assert is_reference(reference.lower())


@given(bodies, st.integers(0, 6), st.sampled_from(LETTERS))
def test_one_wrong_character_is_always_found(body, place, other):
    reference = body + check_character(body)
    wrong = reference[:place] + other + reference[place + 1 :]
    assert is_reference(wrong) == (wrong == reference)


def test_nearly_every_swap_of_neighbours_is_found():
    """The one pair it cannot tell apart, as any Luhn check: the first and the last letter."""
    missed = set()
    for first in LETTERS:
        for second in LETTERS:
            body = f"{first}{second}7777"
            swapped = f"{second}{first}7777"
            if first < second and check_character(body) == check_character(swapped):
                missed.add(first + second)
    assert missed == {"2Z"}


@pytest.mark.parametrize(
    "text", ["", "2", "222222", "22222222", "O222222", "K7MW3X!", "K7MW 3X", "éééééée", "ß22222"]
)
def test_other_text_is_no_reference(text):
    assert not is_reference(text)


def test_new_references_are_well_formed_and_differ():
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    assert all(is_reference(reference) for reference in made)


def test_the_address_of_a_reference():
    converter = ReferenceConverter()
    reference = "K7MW3X" + check_character("K7MW3X")
    assert converter.to_python(reference.lower()) == reference
    assert converter.to_url(reference) == reference
    with pytest.raises(ValueError):
        converter.to_python("K7MW3XX" if reference[-1] != "X" else "K7MW3XY")
