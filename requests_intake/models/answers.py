"""What a request may say in codes: how it came in, when to call, who asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the request came in."""

    SMS = "sms", _("SMS")
    WEB = "web", _("formulaire")
    DESK = "desk", _("guichet")
    PHONE = "phone", _("téléphone")
    PARTNER = "partner", _("partenaire")


class Window(models.TextChoices):
    """Broad parts of the day; their hours are in requests_intake/windows.py."""

    MORNING = "morning", _("le matin")
    NOON = "noon", _("à midi")
    AFTERNOON = "afternoon", _("l'après-midi")
    EVENING = "evening", _("le soir")


class Day(models.TextChoices):
    """Days of the week on which a call is welcome (requests_intake/windows.py, DAYS)."""

    MONDAY = "monday", _("le lundi")
    TUESDAY = "tuesday", _("le mardi")
    WEDNESDAY = "wednesday", _("le mercredi")
    THURSDAY = "thursday", _("le jeudi")
    FRIDAY = "friday", _("le vendredi")
    SATURDAY = "saturday", _("le samedi")
    SUNDAY = "sunday", _("le dimanche")


class OngoingSupport(models.TextChoices):
    """Is a social service already following the person? The pilot's key figure."""

    NO = "no", _("non")
    YES = "yes", _("oui")
    UNKNOWN = "unknown", _("pas demandé ou pas dit")


class Relation(models.TextChoices):
    """Who asks for somebody else: what they are to that person."""

    PARENT = "parent", _("père ou mère")
    CHILD = "child", _("enfant")
    PARTNER = "partner", _("conjoint·e")
    FRIEND = "friend", _("voisin·e ou ami·e")
    PROFESSIONAL = "professional", _("professionnel·le")
    OTHER = "other", _("autre")
