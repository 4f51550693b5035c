"""Why an SMS did not arrive, in words for the team, by the code on the message.

Twilio's codes are those of https://www.twilio.com/docs/api/errors; the two words are ours.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHY = {
    "unknown": gettext_lazy("l'opérateur n'a pas répondu : la personne l'a peut-être reçu"),
    "unavailable": gettext_lazy("l'opérateur ne l'a pas pris, malgré de nombreux essais"),
    "21211": gettext_lazy("ce numéro n'existe pas"),
    "21408": gettext_lazy("l'opérateur n'envoie pas dans ce pays"),
    "21610": gettext_lazy("la personne a écrit STOP"),
    "21612": gettext_lazy("ce numéro ne peut pas être joint depuis le nôtre"),
    "21614": gettext_lazy("ce n'est pas un mobile"),
    "30003": gettext_lazy("téléphone éteint ou hors réseau"),
    "30004": gettext_lazy("l'appareil bloque nos SMS"),
    "30005": gettext_lazy("ce numéro n'existe pas ou n'est plus en service"),
    "30006": gettext_lazy("ligne fixe, ou réseau qui ne prend pas les SMS"),
    "30007": gettext_lazy("filtré par l'opérateur de la personne"),
    "30008": gettext_lazy("l'opérateur ne dit pas pourquoi"),
}


def why(error_code):
    """The sentence for a code; an unlisted one is named as it is, and none says nothing."""
    if error_code in WHY:
        return WHY[error_code]
    return _("code de l'opérateur : %(code)s") % {"code": error_code} if error_code else ""
