"""What an aid became, weeks after the interview, in codes; callbacks/lists.py has today's words.

The words are read by the person on their page and by the team, so they suit both. The bands of
amounts are our own proposal (docs/decisions/news-after-weeks.md).
"""

from django.utils.translation import gettext_lazy as _

GRANTED, WAITING, REFUSED, NOT_ASKED = "granted", "waiting", "refused", "not_asked"
OUTCOMES = {
    GRANTED: _("demandée et accordée"),
    WAITING: _("demandée, réponse attendue"),
    REFUSED: _("demandée et refusée"),
    NOT_ASKED: _("pas demandée"),
}
# Who told one of these has asked for the aid.
ASKED = (GRANTED, WAITING, REFUSED)

# From the smallest to the largest: the order of the list is that of the amounts.
AMOUNTS = {
    "under_600": _("moins de CHF\u00a0600 par an (CHF\u00a050 par mois)"),
    "under_2400": _("CHF\u00a0600 à 2400 par an (CHF\u00a050 à 200 par mois)"),
    "under_6000": _("CHF\u00a02400 à 6000 par an (CHF\u00a0200 à 500 par mois)"),
    "from_6000": _("plus de CHF\u00a06000 par an (CHF\u00a0500 par mois)"),
    "no_amount": _("pas d'argent : un rabais, un service"),
}
OTHER_REFUSAL = "other"
REFUSALS = {
    "means": _("revenu ou fortune trop élevés"),
    "condition": _("une condition manquait : âge, domicile, situation"),
    "papers": _("des papiers manquaient"),
    "late": _("demandée trop tard"),
    OTHER_REFUSAL: _("autre raison, ou pas expliquée"),
}

# Reasons of the published typology (models/reason.py) as somebody says them about themselves. What
# touches health, origin or a permit is not asked on a page: the others are for the phone.
IN_OWN_WORDS = {
    "M02": _("C'était trop compliqué ou trop long"),
    "M11": _("J'ai commencé, puis laissé : papiers, délais"),
    "M03": _("J'ai peur des conséquences : contrôle, perte d'un autre droit"),
    "M13": _("J'ai peur de devoir rembourser"),
    "M05": _("C'est gênant pour moi"),
    "M04": _("Je préfère m'en sortir sans aide"),
    "M17": _("Cette aide ne me convient pas"),
    "M18": _("Quelqu'un s'en occupe pour moi"),
    "M99": _("Autre raison"),
}
