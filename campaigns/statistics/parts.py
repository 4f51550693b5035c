"""The pages of figures beside the report of a campaign: each is a Report of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.statistics import delays, grids


@dataclass(frozen=True)
class Part:
    """build(scope) makes its Report, grids(report) its tables. lead: what it is, in a sentence."""

    code: str
    title: str
    lead: str
    build: Callable
    grids: Callable


PARTS = {
    part.code: part
    for part in (
        Part(
            delays.PART,
            _("Délais par canal et par semaine"),
            _(
                "Combien de demandes, combien d'appelées à temps, et en combien d'heures. Un mois "
                "réunit les semaines dont le jeudi tombe dans ce mois."
            ),
            delays.build_delays,
            grids.delay_grids,
        ),
    )
}
