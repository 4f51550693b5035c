"""Signs that nobody waits for the call. One alone proves nothing: scripts of partners, screen
readers and quick people give one too."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sign(models.TextChoices):
    """What the team reads beside an entry that was held back."""

    TRAP_FILLED = "trap_filled", _("champ invisible rempli")
    NOT_OUR_PAGE = "not_our_page", _("envoyée sans passer par la page du formulaire")
    TOO_FAST = "too_fast", _("remplie en moins de deux secondes")
    LINKS = "links", _("adresse d'un site dans le texte")
    SAME_WORDS = "same_words", _("même texte pour plusieurs numéros")
    MANY = "many", _("beaucoup d'envois depuis la même connexion")


WEIGHT = {
    Sign.TRAP_FILLED: 2,
    Sign.SAME_WORDS: 2,
    Sign.MANY: 2,
    Sign.NOT_OUR_PAGE: 1,
    Sign.TOO_FAST: 1,
    Sign.LINKS: 1,
}
HOLD_BACK_FROM = 2

_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


def has_link(words):
    """Whether the text names the address of a site."""
    return bool(_LINK.search(words))


def weighty(signs):
    """The signs when together they are enough to hold an entry back, else none."""
    return tuple(signs) if sum(WEIGHT[sign] for sign in signs) >= HOLD_BACK_FROM else ()
