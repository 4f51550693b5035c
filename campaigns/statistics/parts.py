"""The pages of figures beside the report of a campaign: each is a Report of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.statistics import crossing_report, delays, grids, load, work


@dataclass(frozen=True)
class Part:
    """make(scope, data) gives its Report and the form by which it was chosen, or None where there
    is nothing to choose; data: of the address. grids(report): its tables. lead: what it is.
    of_service: it is about the whole service, under the address "service".
    """

    code: str
    title: str
    lead: str
    make: Callable
    grids: Callable
    of_service: bool = False


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
            lambda scope, data: (delays.build_delays(scope), None),
            grids.delay_grids,
        ),
        Part(
            crossing_report.PART,
            _("Croisements"),
            _(
                "Motifs, situation, aides et canal des entretiens signés, deux ou trois à la fois. "
                "Quand trop peu de personnes sont en cause, la ligne ou le tableau est masqué."
            ),
            crossing_report.make_crossing,
            crossing_report.crossing_grids,
        ),
        Part(
            work.PART,
            _("Temps de travail"),
            _(
                "Combien de minutes prend une demande, étape par étape. Les durées sont mesurées "
                "par les pages d'appel, sans rien à saisir."
            ),
            work.make_work,
            work.work_grids,
        ),
        Part(
            load.PART,
            _("Charge par jour et par heure"),
            _(
                "Quand les demandes et les SMS arrivent, quand l'équipe appelle : la somme de ce "
                "mois et des trois précédents, jusqu'à hier, toutes campagnes ensemble."
            ),
            lambda scope, data: (load.build_load(scope.at), None),
            load.load_grids,
            of_service=True,
        ),
    )
}
OF_A_CAMPAIGN = [part for part in PARTS.values() if not part.of_service]
