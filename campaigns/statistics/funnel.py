"""One chain from a page seen to an aid granted (PRODUCT.md F15), of measures already counted."""

from django.utils.translation import gettext_lazy as _

from campaigns.statistics.measures import Measure

SEEN = _("Pages publiques affichées à des personnes, robots exclus : des lectures, pas des gens.")
ASKED = _("Demandes comptées, comme dans tout ce rapport.")
REACHED = _("Demandes comptées dont la personne a été jointe elle-même, sur toutes les demandes.")
INTERVIEWED = _("Entretiens d'orientation signés, sur toutes les demandes comptées.")
APPLIED = _(
    "Entretiens signés après lesquels l'aide pour déposer la demande a eu lieu, sur tous les "
    "entretiens. Qui dépose sans notre aide n'est pas compté : personne ne le demande."
)
GRANTED = _(
    "Pas relevé : la décision de l'office n'est pas demandée à la personne. Le tiret dit qu'on "
    "ne le sait pas, et non que personne n'a rien obtenu."
)
HELD = "followup.help_apply.held"


def funnel(measures):
    """The six steps, each with what it is a part of. No step is guessed."""
    found = {measure.code: measure for measure in measures}
    asked = found["requests.total"].value
    interviewed = found["interviews.total"].value
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
            interviewed,
            asked,
            population=INTERVIEWED,
        ),
        Measure(
            "funnel.applied",
            _("Demandes d'aide déposées avec nous"),
            found[HELD].value,
            interviewed,
            within=HELD,
            population=APPLIED,
        ),
        Measure("funnel.granted", _("Aides obtenues (pas relevé)"), None, population=GRANTED),
    ]
