"""A passkey that was copied: its counter tells."""

import pytest

from julien.staff.passkeys import has_grown


@pytest.mark.parametrize(
    ("counter", "before", "is_the_same_key"),
    [
        (5, 4, True),
        (4, 4, False),
        (3, 4, False),
        (1, 0, True),
        (0, 3, False),
        (0, 0, True),  # a key that does not count
    ],
)
def test_a_key_whose_counter_does_not_grow_is_refused(counter, before, is_the_same_key):
    assert has_grown(counter, before) == is_the_same_key
