"""What the person at the keyboard can mend."""


class Problem(Exception):
    """Its text says in words what is wrong, where, and what to do. Shown without a traceback."""
