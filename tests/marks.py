"""The marks of the person who is pushed through every door, as one looks for them on disk."""

import re

# Sealed values are letters and digits without end, in which these four come by chance: one in a
# megabyte, and one in a thousand of them with a sign on both sides.
NAME = r"(?<![a-z0-9])zzqx(?![a-z0-9])"


def search(*others):
    """A function: whether a text, or bytes, holds the name or one of the other patterns."""
    pattern = "|".join([NAME, *others])
    text, raw = re.compile(pattern), re.compile(pattern.encode())
    return lambda where: bool((text if isinstance(where, str) else raw).search(where.lower()))
