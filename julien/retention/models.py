"""What stays of erased people, what must not be erased yet, and what erasing did."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField


class Fact(models.Model):
    """What stays of one erased request for the figures. Nobody can be found by it.

    Its key is drawn at random, and drawn again with each erasure of the same month; the rows are
    then written in a random order. `story` (what was coded) and `clock` (how long things took)
    belong to different people of the same month, campaign and channel: they are mixed.
    """

    key = models.BigIntegerField(primary_key=True)
    month = models.DateField(_("mois"))
    campaign_id = models.BigIntegerField(_("campagne"), null=True)
    channel = models.CharField(_("canal"), max_length=8)
    counted_at = models.DateTimeField(_("compté le"))
    story = models.JSONField(_("ce qui a été codé"))
    clock = models.JSONField(_("durées"))

    class Meta:
        verbose_name = _("fait sans identité")
        verbose_name_plural = _("faits sans identité")
        indexes = [models.Index(name="fact_group", fields=["month", "campaign_id"])]

    def __str__(self):
        return f"{self.month:%Y-%m}"


class WeekTally(models.Model):
    """What stays of erased requests for the figures by week: counts, and nobody's row.

    One row adds up all the erased of one week, campaign and channel (campaigns/statistics/
    tallies.py): how the promise ended, and how many were tried and reached in how many hours.
    Nothing of what anybody said is in it, and nothing leads from it to a Fact.
    """

    campaign_id = models.BigIntegerField(_("campagne"), null=True)
    first_day = models.DateField(_("premier jour"))
    channel = models.CharField(_("canal"), max_length=8)
    tally = models.JSONField(_("nombres"))

    class Meta:
        verbose_name = _("semaine sans identité")
        verbose_name_plural = _("semaines sans identité")
        constraints = [
            models.UniqueConstraint(
                name="one_tally_a_week",
                fields=["campaign_id", "first_day", "channel"],
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.first_day:%Y-%m-%d} {self.channel}"


class MonthLoad(models.Model):
    """How much came in and was called in a month, by weekday and hour: counts, and no rows.

    `counts` is {kind: {"weekday-hour": how many}}, of the days up to `through`.
    """

    month = models.DateField(_("mois"), unique=True)
    through = models.DateField(_("compté jusqu'au"))
    counts = models.JSONField(_("nombres"), default=dict)

    class Meta:
        verbose_name = _("charge d'un mois")
        verbose_name_plural = _("charge par mois")
        get_latest_by = "month"

    def __str__(self):
        return f"{self.month:%Y-%m}"


class LegalHoldQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(lifted_at=None, until__gte=day)

    def person_ids(self, day):
        """The ids of the requests that must not be erased on that day."""
        return self.in_force(day).values("person_id")


class LegalHold(models.Model):
    """One request that must be kept beyond its time, until a day: who said so, and why."""

    person_id = models.BigIntegerField(_("demande"))
    why = EncryptedTextField(_("pourquoi"))
    until = models.DateField(_("jusqu'au"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("décidé par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("levé par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("levé le"), null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("conservation imposée")
        verbose_name_plural = _("conservations imposées")
        indexes = [models.Index(name="hold_person", fields=["person_id"])]
        constraints = [
            models.UniqueConstraint(
                name="one_hold_per_request", fields=["person_id"], condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                name="hold_lifted_by_someone",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.until:%Y-%m-%d}"


class ErasureRun(models.Model):
    """One run of erase_expired: how many of each kind went. Names nobody.

    `ended_at` is empty while it runs, or when it was interrupted: the next run goes on.
    """

    began_at = models.DateTimeField(_("commencé le"), default=timezone.now)
    ended_at = models.DateTimeField(_("terminé le"), null=True)
    counts = models.JSONField(_("effacé"), default=dict)

    class Meta:
        verbose_name = _("effacement")
        verbose_name_plural = _("effacements")
        get_latest_by = ["began_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="erasure_ends_after_it_began",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
            )
        ]

    def __str__(self):
        return f"{self.began_at:%Y-%m-%d %H:%M}"


class Safeguard(models.Model):
    """A backup made, or tried out in a database of its own, or a check of states. Names nobody."""

    class Kind(models.TextChoices):
        BACKUP = "backup", _("copie de sécurité")
        DRILL = "drill", _("essai de remise en service")
        STATES = "states", _("contrôle du matin")

    kind = models.CharField(_("sorte"), max_length=6, choices=Kind)
    at = models.DateTimeField(_("le"), default=timezone.now)
    made_at = models.DateTimeField(_("copie du"), null=True)
    size = models.PositiveBigIntegerField(_("taille"), default=0)
    seconds = models.FloatField(_("durée en secondes"), default=0)
    problem = models.CharField(_("problème"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("copie de sécurité")
        verbose_name_plural = _("copies de sécurité")
        get_latest_by = ["at", "id"]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class SilenceQuerySet(models.QuerySet):
    def going_on(self):
        return self.filter(ended_at=None)


class Silence(models.Model):
    """Nothing came in or went out for an unusual time of opening hours. One row each time.

    `flow` is a kind of settings.LOAD. `ended_at` is empty until something comes again.
    """

    flow = models.CharField(_("ce qui manque"), max_length=12)
    since = models.DateTimeField(_("depuis"))
    noticed_at = models.DateTimeField(_("vu le"))
    ended_at = models.DateTimeField(_("terminé le"), null=True)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence inhabituel")
        verbose_name_plural = _("silences inhabituels")
        constraints = [
            models.UniqueConstraint(
                name="one_silence_at_a_time", fields=["flow"], condition=Q(ended_at=None)
            )
        ]

    def __str__(self):
        return f"{self.flow} {self.since:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When one of the jobs of julien/schedule.py last ended well. One row a job."""

    task = models.CharField(_("tâche"), max_length=60, unique=True)
    at = models.DateTimeField(_("terminée le"))

    class Meta:
        verbose_name = _("tâche faite")
        verbose_name_plural = _("tâches faites")

    def __str__(self):
        return f"{self.task} {self.at:%Y-%m-%d %H:%M}"
