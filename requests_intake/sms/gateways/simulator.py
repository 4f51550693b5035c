"""For the demo: the message row itself is what the phone of /demo/telephone/ shows.

Who trains may let the operator fail, for one telephone at a time, and see what the team sees.
"""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from redis import RedisError

from requests_intake.sms.gateways.base import SmsOutcomeUnknown, SmsUnavailable

AN_HOUR = 3600


class Trouble(models.TextChoices):
    """What the operator does to the SMS of one telephone."""

    NONE = "aucune", _("Tout marche")
    UNDELIVERED = "pas-recus", _("Les SMS n'arrivent pas")
    LATE = "en-retard", _("Les SMS arrivent deux minutes plus tard")
    DISORDER = "desordre", _("Rapports à l'envers, et vos SMS livrés deux fois")
    OVERTAKEN = (
        "depasse",
        _("Votre SMS arrive après le suivant, ou deux minutes plus tard"),
    )
    DOWN = "panne", _("L'opérateur est en panne")
    LOST = "sans-reponse", _("L'opérateur ne dit pas s'il a pris le SMS")


# What the operator reports after the answer: (after how long, status, error code).
SOON = timedelta(seconds=2)
REPORTS = {
    Trouble.NONE: [(SOON, "delivered", "")],
    Trouble.UNDELIVERED: [(SOON, "undelivered", "30003")],
    Trouble.LATE: [(timedelta(minutes=2), "delivered", "")],
    Trouble.DISORDER: [(SOON, "delivered", ""), (SOON, "sent", ""), (SOON, "queued", "")],
    Trouble.OVERTAKEN: [(SOON, "delivered", "")],
    Trouble.DOWN: [],
    Trouble.LOST: [],
}


def trouble_of(number):
    """The Trouble that is played for a telephone."""
    return Trouble(remembered(_key(number)) or Trouble.NONE)


def play(number, trouble):
    """Let the operator do this to one telephone, for an hour or until something else is chosen."""
    remember(_key(number), Trouble(trouble).value)


def remembered(key):
    """What was remembered; None when nothing was, or Redis is gone: then all works as it should."""
    try:
        return cache.get(key)
    except (RedisError, OSError):
        return None


def remember(key, value):
    """Keep it for an hour. Whether that could be done."""
    try:
        cache.set(key, value, AN_HOUR)
    except (RedisError, OSError):
        return False
    return True


def _key(number):
    return f"simulator-{number[-2:]}"  # the numbers of the demo differ in those


class SimulatorGateway:
    """Sends nothing. Accepts everything, unless its Trouble says otherwise."""

    def send(self, *, to, body, status_callback):
        trouble = trouble_of(to)
        if trouble == Trouble.DOWN:
            raise SmsUnavailable
        if trouble == Trouble.LOST:
            raise SmsOutcomeUnknown
        return f"SIM{secrets.token_hex(15)}"

    def credit(self):
        return None
