"""How long each kind of data is kept, and what happens then: one table, read by everything.

Erasure works by it, the page for the team and the privacy statement are written from it. The
days are defaults (docs/decisions/how-long-we-keep.md); an installation sets its own with
RETENTION_DAYS. The words are for residents: "vous" and "votre" are the person.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Kind:
    """One kind of data.

    days: how long it is kept after `since`; 0: it is never kept; None: no end.
    fixed: the period is not a choice of the installation.
    goes_with: it is erased together with that kind, whose period it has.
    team: it is about the team and no business of residents.
    """

    code: str
    what: str
    days: int | None
    since: str
    then: str
    fixed: bool = False
    goes_with: str = ""
    team: bool = False

    @property
    def kept_days(self):
        """The days in force here: RETENTION_DAYS, else the default."""
        return settings.RETENTION_DAYS.get(self.goes_with or self.code, self.days)

    @property
    def said(self):
        """How long, in words: "1 an", "6 mois", "30 jours", "sans limite", "jamais gardé"."""
        return say_days(self.kept_days)


def say_days(days):
    """A number of days as people say it. None: "sans limite"; 0: "jamais gardé"."""
    if days is None:
        return str(_("sans limite"))
    if days == 0:
        return str(_("jamais gardé"))
    if days % 365 == 0:
        years = days // 365
        return ngettext("%(n)d an", "%(n)d ans", years) % {"n": years}
    if days % 30 == 0 and days > 30:
        months = days // 30
        return ngettext("%(n)d mois", "%(n)d mois", months) % {"n": months}
    return ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}


AFTER_THE_END = _("après la fin de votre demande")

RETENTION = (
    Kind(
        "requests",
        _(
            "Votre demande : numéro, prénom, langue, souhaits, rappels et leur résultat, "
            "et ce que vous demandez au sujet de vos données"
        ),
        365,
        AFTER_THE_END,
        _("effacée ; il reste des nombres par semaine et par mois, sans rien de vous"),
    ),
    Kind(
        "interviews",
        _("L'entretien : situation, aides dont vous avez parlé, suites, rendez-vous en personne"),
        365,
        AFTER_THE_END,
        _("effacé ; il reste des nombres par semaine et par mois, sans rien de vous"),
        fixed=True,
        goes_with="requests",
    ),
    Kind(
        "words",
        _("Vos mots, et les notes de la personne qui vous a appelé·e"),
        180,
        AFTER_THE_END,
        _("effacés"),
    ),
    Kind(
        "messages",
        _("Les SMS que nous vous avons envoyés"),
        90,
        AFTER_THE_END,
        _("effacés"),
    ),
    Kind(
        "inbound",
        _("Les SMS reçus, tels qu'ils nous sont parvenus"),
        90,
        AFTER_THE_END,
        _("effacés"),
    ),
    Kind(
        "set_aside",
        _("Une demande indésirable, ou faite deux fois"),
        30,
        AFTER_THE_END,
        _("effacée, sans laisser de nombre"),
    ),
    Kind(
        "traces",
        _("La trace d'un effacement : une référence et des dates"),
        30,
        _("après l'effacement"),
        _("effacée à son tour"),
    ),
    Kind(
        "backups",
        _("Les copies de sécurité, chiffrées"),
        30,
        _("après la copie"),
        _("effacées ; ce qui a été effacé avant le reste, même si une copie est remise en service"),
    ),
    Kind(
        "exports",
        _("Le PDF de vos données et les rapports"),
        0,
        _("après le téléchargement"),
        _("faits sur le moment ; aucune copie ne reste chez nous"),
        fixed=True,
    ),
    Kind(
        "self_check",
        _("Vos réponses au test « Mes droits » et les mots que vous cherchez"),
        0,
        _("après l'affichage de la page"),
        _("oubliés aussitôt"),
        fixed=True,
    ),
    Kind(
        "audit",
        _("Le journal : qui a ouvert ou modifié votre demande, et quand"),
        None,
        _("après l'inscription"),
        _("jamais modifié ; il ne contient ni nom, ni numéro, ni ce qui est écrit"),
        fixed=True,
    ),
    Kind(
        "facts",
        _("Les nombres par semaine et par mois, sans nom, ni numéro, ni référence"),
        None,
        _("après l'effacement"),
        _("gardés pour que les chiffres publiés ne changent pas"),
        fixed=True,
    ),
    Kind(
        "page_views",
        _("Le nombre de lectures d'une page, par jour et par langue"),
        None,
        _("après la lecture"),
        _("gardé ; personne n'y figure"),
        fixed=True,
    ),
    Kind(
        "letters",
        _("Les courriels à l'équipe : sorte, destinataire, date"),
        90,
        _("après l'envoi"),
        _("effacés"),
        team=True,
    ),
    Kind(
        "sessions",
        _("Les sessions de l'équipe, et les connexions manquées"),
        1,
        _("après leur fin"),
        _("effacées"),
        fixed=True,
        team=True,
    ),
    Kind(
        "accounts",
        _("Les comptes fermés de l'équipe"),
        None,
        _("après la fermeture"),
        _("gardés, sans accès : le journal dit par eux qui a fait quoi"),
        fixed=True,
        team=True,
    ),
)

BY_CODE = {kind.code: kind for kind in RETENTION}
FOR_RESIDENTS = tuple(kind for kind in RETENTION if not kind.team)


def days_of(code):
    """The days in force for a kind."""
    return BY_CODE[code].kept_days


def settings_problems():
    """What is wrong with RETENTION_DAYS, one sentence each."""
    for code, days in settings.RETENTION_DAYS.items():
        if code not in BY_CODE:
            yield f"RETENTION_DAYS names {code}; known are {', '.join(BY_CODE)}."
        elif BY_CODE[code].fixed:
            yield f"RETENTION_DAYS cannot set {code}: its period is fixed."
        elif days < 1:
            yield f"RETENTION_DAYS: {code} needs at least one day."
    for code in ("words", "messages", "inbound"):
        if days_of(code) > days_of("requests"):
            yield f"RETENTION_DAYS: {code} cannot be kept longer than requests."
