"""What people may ask about their data or complain of, and in how many days it is answered.

The register of the team and the privacy statement are written from it. We know of no period
(docs/decisions/rights-of-people.md): what the canton confirms is set with RIGHTS_DAYS. The words
are for residents: "vous" is the person.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RightKind:
    """code: as in requests_intake.models.Right. told: what a resident may ask, in words."""

    code: str
    told: str

    @property
    def days(self):
        """Days until the answer is due, from the day it was asked; None: nobody confirmed any."""
        return settings.RIGHTS_DAYS.get(self.code)

    def due_on(self, received_on):
        """The last day for the answer, or None while no period is confirmed."""
        return received_on + timedelta(days=self.days) if self.days else None


RIGHTS = (
    RightKind(
        "access",
        _("Voir ce que nous gardons sur vous, et qui l'a lu. Nous vous le remettons sur papier."),
    ),
    RightKind("correction", _("Faire corriger ce qui est faux.")),
    RightKind("erasure", _("Faire effacer votre demande et tout ce qui va avec.")),
    RightKind(
        "restriction",
        _(
            "Dire que nous ne devons plus utiliser vos données : personne ne les ouvre plus, "
            "et nous n'appelons plus."
        ),
    ),
    RightKind(
        "research",
        _(
            "Dire oui ou non à une étude, et changer d'avis quand vous voulez. "
            "Cela ne change rien à votre rappel."
        ),
    ),
    RightKind(
        "complaint",
        _(
            "Vous plaindre de nous, au téléphone ou par lettre. "
            "Une personne responsable vous répond."
        ),
    ),
)
RIGHT = {kind.code: kind for kind in RIGHTS}


def settings_problems():
    """What is wrong with RIGHTS_DAYS, one sentence each."""
    for code, days in settings.RIGHTS_DAYS.items():
        if code not in RIGHT:
            yield f"RIGHTS_DAYS names {code}; known are {', '.join(RIGHT)}."
        elif days < 1:
            yield f"RIGHTS_DAYS: {code} needs at least one day."


def problems():
    """What `manage.py doctor` says."""
    missing = [code for code, kind in RIGHT.items() if kind.days is None]
    if missing and not settings.DEMO:
        yield (
            f"RIGHTS_DAYS does not say in how many days the canton answers: {', '.join(missing)}. "
            "Until it does, no answer is ever late."
        )
