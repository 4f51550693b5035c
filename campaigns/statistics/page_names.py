"""How the team reads which page was shown: the names under which pages count their views."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import AidPart, LifeSituation, Part

# As the views say them to count_view().
PAGES = {
    "home": gettext_lazy("accueil"),
    "aids": gettext_lazy("toutes les aides"),
    "search": gettext_lazy("recherche"),
    "list": gettext_lazy("liste choisie"),
    "check": gettext_lazy("Mes droits"),
    "ask": gettext_lazy("demander un rappel"),
    "figures": gettext_lazy("chiffres"),
    "words": gettext_lazy("mots expliqués"),
    "embed": gettext_lazy("intégrer sur un autre site"),
    "accessibility": gettext_lazy("accessibilité"),
    "privacy": gettext_lazy("confidentialité"),
    "safe_browsing": gettext_lazy("navigation sûre"),
}


def page_labels(pages):
    """{page: its words}: the title of an aid, the name of a situation. Two queries.

    A page that is not there any more keeps its code.
    """
    titles = AidPart.objects.filter(part=Part.TITLE, language="fr")
    titles = titles.filter(aid__slug__in=_slugs(pages, "aid")).values_list("aid__slug", "text")
    situations = LifeSituation.objects.filter(slug__in=_slugs(pages, "situation"))
    found = {f"aid:{slug}": _("aide « %(of)s »") % {"of": title} for slug, title in titles}
    for slug, name in situations.values_list("slug", "name"):
        found[f"situation:{slug}"] = _("situation « %(of)s »") % {"of": name}
    return {page: str(found.get(page) or PAGES.get(page, page)) for page in pages}


def _slugs(pages, kind):
    return [page.partition(":")[2] for page in pages if page.startswith(f"{kind}:")]
