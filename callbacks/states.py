"""The life of a callback, in one screen. Only callbacks/services/moves.py writes the state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUARANTINED = "quarantined", _("à contrôler")
    QUEUED = "queued", _("à prendre")
    CLAIMED = "claimed", _("pris")
    WAITING = "waiting", _("prochain essai prévu")
    APPOINTED = "appointed", _("rendez-vous fixé")
    BLOCKED = "blocked", _("bloqué")
    INTERVIEWING = "interviewing", _("en entretien")
    CLOSED = "closed", _("clos")


class ClosedReason(models.TextChoices):
    ORIENTED = "oriented", _("entretien fait")
    UNREACHABLE = "unreachable", _("personne pas jointe")
    DECLINED = "declined", _("ne souhaite pas d'entretien")
    WITHDRAWN = "withdrawn", _("demande retirée")
    DUPLICATE = "duplicate", _("doublon")
    REFERRED = "referred", _("confiée à un partenaire")
    SPAM = "spam", _("indésirable")
    ERASED = "erased", _("demande effacée")


OPEN = frozenset(State) - {State.CLOSED}
HELD = frozenset({State.CLAIMED, State.INTERVIEWING})
FREE = frozenset({State.QUEUED, State.WAITING, State.APPOINTED})
STUCK = frozenset({State.BLOCKED, State.QUARANTINED})

# Drawn in docs/developer.md. A held callback given back, or whose lease ended, goes where it was
# before it was taken; a new contact from the person brings a waiting one forward; a moment agreed
# through a duplicate goes along when the two are joined, and back when they part.
ALLOWED = {
    State.QUARANTINED: {State.QUEUED, State.CLOSED},
    State.QUEUED: {State.CLAIMED, State.APPOINTED, State.CLOSED},
    State.CLAIMED: {
        State.QUEUED,
        State.WAITING,
        State.APPOINTED,
        State.BLOCKED,
        State.INTERVIEWING,
        State.CLOSED,
    },
    State.WAITING: {State.QUEUED, State.CLAIMED, State.APPOINTED, State.CLOSED},
    State.APPOINTED: {State.QUEUED, State.CLAIMED, State.CLOSED},
    State.BLOCKED: {State.QUEUED, State.APPOINTED, State.CLOSED},
    State.INTERVIEWING: {
        State.QUEUED,
        State.WAITING,
        State.APPOINTED,
        State.BLOCKED,
        State.CLOSED,
    },
    # Only what was closed as a duplicate opens again, when the merge is undone (moves.py).
    State.CLOSED: {State.QUEUED, State.APPOINTED, State.BLOCKED},
}
