"""Telephone numbers of nobody: the block 555 01 xx (tests/test_structure.py)."""

from itertools import count

_position = count()
# 079 and 076 are left to tests that name their number.
PREFIXES = ("75", "77", "78")


def fresh_number():
    """A Swiss mobile number nobody has, another one each time (300 of them, then again)."""
    position = next(_position)
    return f"+41{PREFIXES[position // 100 % len(PREFIXES)]}55501{position % 100:02d}"
