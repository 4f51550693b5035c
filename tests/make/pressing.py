"""A button pressed again before the page has answered."""

from django.test import Client

from tests.requests_intake.together import together

HANDS = 6


def pressed(person, address, typed):
    """The statuses, in order of size, of the same form sent by HANDS tabs at once."""
    tabs = [Client() for _ in range(HANDS)]
    for tab in tabs:
        tab.force_login(person)
    return sorted(together(lambda one: tabs[one].post(address, typed).status_code, times=HANDS))
