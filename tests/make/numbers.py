"""Telephone numbers of nobody: the block 555 01 xx (tests/test_structure.py)."""

from itertools import count

_position = count()


def fresh_number():
    """A Swiss mobile number nobody has, another one each time (500 of them, then again)."""
    position = next(_position)
    return f"+417{9 - position // 100 % 5}55501{position % 100:02d}"
