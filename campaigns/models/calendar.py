"""When the desk is open. A version is never changed: an edit makes the next one."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """As datetime.date.weekday()."""

    MONDAY = 0, _("lundi")
    TUESDAY = 1, _("mardi")
    WEDNESDAY = 2, _("mercredi")
    THURSDAY = 3, _("jeudi")
    FRIDAY = 4, _("vendredi")
    SATURDAY = 5, _("samedi")
    SUNDAY = 6, _("dimanche")


class OpeningCalendar(models.Model):
    """One version of the opening hours. Requests remember the version their promise was made by."""

    name = models.CharField(_("nom"), max_length=80)
    version = models.PositiveIntegerField(_("version"))
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Zurich")
    holidays_confirmed_until = models.DateField(_("jours fériés confirmés jusqu'au"))
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("calendrier d'ouverture")
        verbose_name_plural = _("calendriers d'ouverture")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="calendar_version_once"),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"


class OpeningPeriod(models.Model):
    """Open from-to on one weekday; a day may have several (lunch)."""

    calendar = models.ForeignKey(OpeningCalendar, on_delete=models.CASCADE, related_name="periods")
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=Weekday)
    opens_at = models.TimeField(_("ouvre à"))
    closes_at = models.TimeField(_("ferme à"))

    class Meta:
        verbose_name = _("heures d'ouverture")
        verbose_name_plural = _("heures d'ouverture")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_starts", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"


class ClosedDay(models.Model):
    """A day on which the desk does not work though its weekday is open."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("jour férié")
        LOCAL = "local", _("jour férié local")
        ONE_OFF = "one_off", _("fermeture")

    calendar = models.ForeignKey(
        OpeningCalendar, on_delete=models.CASCADE, related_name="closed_days"
    )
    day = models.DateField(_("jour"))
    name = models.CharField(_("motif"), max_length=80)
    kind = models.CharField(_("genre"), max_length=8, choices=Kind)

    class Meta:
        verbose_name = _("jour fermé")
        verbose_name_plural = _("jours fermés")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="closed_day_once"),
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {self.name}"
