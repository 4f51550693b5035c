"""Why a promise was missed: the list the desk starts with. Administrators change and add to it."""

from django.utils.translation import gettext_lazy as _

LATE_REASONS = {
    "overload": _("Trop de demandes pour l'équipe présente"),
    "absence": _("Absence dans l'équipe"),
    "language": _("Personne de libre dans cette langue"),
    "wishes": _("Moment souhaité après l'échéance"),
    "number": _("Numéro faux, corrigé trop tard"),
    "held_back": _("Retenue à l'arrivée, contrôlée trop tard"),
    "closed": _("Fermeture imprévue du bureau"),
    "outage": _("Panne de téléphone ou de logiciel"),
    "forgotten": _("Oubli"),
    "other": _("Autre raison"),
}
