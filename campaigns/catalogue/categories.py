"""The fields of life an aid belongs to, as editors read them; open data says the code."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "assurance-maladie": _("Assurance-maladie"),
    "dettes": _("Dettes"),
    "droit-conseil": _("Droit et conseil"),
    "famille": _("Famille"),
    "formation": _("Formation"),
    "handicap": _("Handicap"),
    "logement": _("Logement"),
    "migration": _("Migration"),
    "quotidien-culture": _("Quotidien et culture"),
    "retraite": _("Retraite"),
    "sante": _("Santé"),
    "travail": _("Travail"),
    "urgence": _("Urgence"),
    "violence": _("Violence"),
}


def category_name(code):
    """Its name; one that an import brought and nobody has named is read as it came."""
    return str(NAMES.get(code, code))
