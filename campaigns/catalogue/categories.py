"""The fields of life an aid belongs to, as editors read them; open data says the code.

NAMES are ours. What editors name otherwise, or add (/redaction/domaines/), is a row of Domain, read
at most once in settings.LISTS_KEPT_SECONDS by each process.
"""

from django.utils.translation import gettext_lazy as _

from campaigns.models import Aid, Domain
from julien.core.kept import Kept

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


_kept = Kept(lambda: dict(Domain.objects.values_list("code", "name")))
keep, forget = _kept.keep, _kept.forget


def category_name(code):
    """Its name; one that an import brought and nobody has named is read as it came."""
    return _kept.value().get(code) or str(NAMES.get(code, code))


def known():
    """{code: name} in the order of the names: ours, those of editors, and what aids have."""
    codes = {*NAMES, *_kept.value(), *Aid.objects.values_list("category", flat=True)} - {""}
    return dict(sorted(((code, category_name(code)) for code in codes), key=lambda one: one[1]))
