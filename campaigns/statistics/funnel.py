"""One chain from a page seen to an aid granted, of measures already counted.

The first steps are of all requests; from "applied" on they are of who told, weeks after the
interview, what became of the aids. Who did not tell is in no step, and is not a "no".
"""

from django.utils.translation import gettext_lazy as _

from campaigns.statistics.measures import Measure

SEEN = _("Pages publiques affichées à des personnes, robots exclus : des lectures, pas des gens.")
ASKED = _("Demandes comptées, comme dans tout ce rapport.")
REACHED = _("Demandes comptées dont la personne a été jointe elle-même, sur toutes les demandes.")
INTERVIEWED = _("Entretiens d'orientation signés, sur toutes les demandes comptées.")
APPLIED = _(
    "Personnes qui disent, des semaines après, avoir demandé une aide au moins, sur celles qui ont "
    "donné des nouvelles. Les autres ne sont pas comptées, ni comme un oui ni comme un non."
)
GRANTED = _(
    "Personnes qui disent qu'une aide au moins leur est accordée, sur celles qui ont donné des "
    "nouvelles. Ce que la personne dit, pas la décision de l'office."
)
# What is asked weeks after the interview (callbacks/news_figures.py): who told, and the best that
# came of it for each of them.
TOLD, OUTCOME = "news.told", "news_outcome"


def funnel(measures):
    """The six steps, each with what it is a part of. No step is guessed."""
    found = {measure.code: measure for measure in measures}
    asked = found["requests.total"].value
    told, none = found[TOLD].value, found[f"{OUTCOME}.not_asked"]
    granted = found[f"{OUTCOME}.granted"]
    # Of nobody it is not known: a dash, and no zero.
    applied, granted_to, of = (told - none.value, granted.value, told) if told else (None,) * 3
    return [
        Measure("funnel.seen", _("Pages vues"), found["views.total"].value, population=SEEN),
        Measure("funnel.asked", _("Demandes faites"), asked, asked, population=ASKED),
        Measure(
            "funnel.reached",
            _("Personnes jointes"),
            found["reached.median_hours"].denominator,
            asked,
            contains="interviews.total",
            population=REACHED,
        ),
        Measure(
            "funnel.interviewed",
            _("Entretiens signés"),
            found["interviews.total"].value,
            asked,
            population=INTERVIEWED,
        ),
        Measure(
            "funnel.applied",
            _("Ont demandé une aide"),
            applied,
            of,
            within=none.code,
            population=APPLIED,
        ),
        Measure(
            "funnel.granted",
            _("Ont obtenu une aide"),
            granted_to,
            of,
            within=granted.code,
            population=GRANTED,
        ),
    ]
