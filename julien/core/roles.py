"""Who may do what: one table, read by every page. Roles are given on the staff account."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody of the team, or of a partner organisation, works as."""

    CALLER = "caller", _("intervenant·e")
    SUPERVISOR = "supervisor", _("responsable")
    EDITOR = "editor", _("rédaction")
    ANALYST = "analyst", _("évaluation")
    ADMIN = "admin", _("administration")
    PARTNER = "partner", _("partenaire")


class Can(models.TextChoices):
    """One thing a page asks for."""

    WORK_QUEUE = "work_queue", _("rappeler et tenir des entretiens")
    SUPERVISE = "supervise", _("répartir, débloquer, corriger")
    EDIT = "edit", _("écrire le catalogue")
    SEE_FIGURES = "see_figures", _("voir les chiffres, sans identité")
    ADMINISTER = "administer", _("gérer les comptes et les réglages")
    SEE_HANDED_OVER = "see_handed_over", _("voir ce qui lui est confié")


GIVES = {
    Role.CALLER: {Can.WORK_QUEUE},
    Role.SUPERVISOR: {Can.WORK_QUEUE, Can.SUPERVISE, Can.SEE_FIGURES},
    Role.EDITOR: {Can.EDIT},
    Role.ANALYST: {Can.SEE_FIGURES},
    Role.ADMIN: {Can.ADMINISTER, Can.SEE_FIGURES},
    Role.PARTNER: {Can.SEE_HANDED_OVER},
}
