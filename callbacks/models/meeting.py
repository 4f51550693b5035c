"""Meeting somebody in person, and all that happened to the appointment.

It is no step of the callback: the promise to call runs on beside it, and neither moves the other.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.models.follow_up import FollowUp
from callbacks.models.meeting_place import MeetingPlace


def _just(column):
    """The range that holds one id: so that "the same" needs no extension of PostgreSQL."""
    ends = (F(column), F(column), Value("[]"))
    return Func(*ends, function="int8range", output_field=BigIntegerRangeField())


class MeetingQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=Meeting.State.PLANNED)

    def overlapping(self, starts_at, ends_at):
        """Planned, and sharing at least an instant with that time."""
        return self.planned().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def to_show(self, since):
        """Planned, however long ago, and whatever was or is to be from that instant on.

        None of who opposes the use of their data.
        """
        in_use = self.filter(callback__request__restricted_at=None)
        return in_use.filter(Q(state=Meeting.State.PLANNED) | Q(starts_at__gte=since))

    def to_remind(self, at):
        """The reminder is due, and the person is still awaited."""
        due = self.planned().filter(remind_at__lte=at, starts_at__gt=at)
        return due.filter(
            callback__request__withdrawn_at=None, callback__request__restricted_at=None
        )

    def for_list_page(self):
        """The soonest first; pk so that no line shows twice. No phone, no name."""
        return (
            self.select_related("callback__request", "caller", "place")
            .defer("callback__request__phone", "callback__request__first_name")
            .order_by("starts_at", "pk")
        )


class Meeting(models.Model):
    """One appointment: when, where, with whom, about which of the offers made.

    At most one is planned for a request. `uid` and `sequence` are what a calendar knows it by; the
    sequence also tells a page that the meeting is no longer what it showed. `remind_at`: when the
    person is to be reminded by SMS; empty once done, or when it would come with the confirmation.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("prévu")
        HELD = "held", _("tenu")
        NO_SHOW = "no_show", _("la personne n'est pas venue")
        CANCELLED = "cancelled", _("annulé par l'équipe")
        WITHDRAWN = "withdrawn", _("annulé par la personne")

    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("pour"), max_length=12, choices=FollowUp.Kind)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.PLANNED)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("avec"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    place = models.ForeignKey(
        MeetingPlace, verbose_name=_("lieu"), on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(_("changements"), default=0)
    changed_at = models.DateTimeField(_("changé le"), default=timezone.now)
    remind_at = models.DateTimeField(_("rappel par SMS dès"), null=True, blank=True)
    other_time_asked_at = models.DateTimeField(_("autre moment demandé le"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendez-vous en personne")
        verbose_name_plural = _("rendez-vous en personne")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                name="meeting_to_remind", fields=["remind_at"], condition=Q(state="planned")
            ),
            models.Index(name="meeting_by_start", fields=["starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.UniqueConstraint(
                name="meeting_one_planned", fields=["callback"], condition=Q(state="planned")
            ),
            ExclusionConstraint(
                name="meeting_caller_is_free",
                expressions=[
                    (_just("caller"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state="planned"),
            ),
        ]

    def __str__(self):
        return f"{self.callback_id} {self.state}"

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED

    @property
    def is_cancelled(self):
        return self.state in {self.State.CANCELLED, self.State.WITHDRAWN}

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class MeetingStep(models.Model):
    """One thing that happened to a meeting, and what it was from then on. Append-only."""

    class What(models.TextChoices):
        MADE = "made", _("fixé")
        MOVED = "moved", _("déplacé")
        ASKED = "asked", _("la personne demande un autre moment")
        HELD = "held", _("noté : tenu")
        NO_SHOW = "no_show", _("noté : la personne n'est pas venue")
        REOPENED = "reopened", _("note reprise")
        CANCELLED = "cancelled", _("annulé par l'équipe")
        WITHDRAWN = "withdrawn", _("annulé par la personne")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(_("quoi"), max_length=9, choices=What)
    at = models.DateTimeField(_("le"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Vide : la personne elle-même, depuis sa page."),
    )
    starts_at = models.DateTimeField(_("début"))
    place = models.ForeignKey(
        MeetingPlace, verbose_name=_("lieu"), on_delete=models.PROTECT, related_name="+"
    )
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("avec"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("étape d'un rendez-vous")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.meeting_id} {self.what}"
