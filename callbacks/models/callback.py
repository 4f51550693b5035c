"""The work on a request, from the queue to its end."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.hour import hour_of
from callbacks.rules import ALARM_BEFORE
from callbacks.states import FREE, HELD, STUCK, ClosedReason, State
from julien.staff.models import User
from requests_intake.models import CallbackRequest
from requests_intake.windows import wished_in


class Rank(models.IntegerChoices):
    """The order of work: first what comes first. From HELD on, nobody can take it."""

    DANGER = 0, _("mots de danger")
    APPOINTMENT_DUE = 1, _("rendez-vous à tenir")
    OVERDUE = 2, _("délai dépassé")
    TODAY_AS_WISHED = 3, _("promise aujourd'hui, moment souhaité")
    REST = 4, _("à prendre")
    HELD = 5, _("prise")
    NOT_YET = 6, _("pas encore l'heure")
    STUCK = 7, _("attend une personne responsable")


# What a line of the queue shows, and where it stands. No phone and no name of who asked.
SHOWN = {
    **{one: one for one in ("pk", "rank", "due_at", "state", "visible_from", "lease_until")},
    **{one: f"request__{one}" for one in ("reference", "new_date_told", "in_danger")},
    **{one: f"request__{one}" for one in ("windows", "days", "language", "needs", "own_needs")},
    **{one: f"claimed_by__{one}" for one in ("username", "first_name", "last_name")},
    **{one: one for one in ("claimed_by_id", "has_twin")},
}


class CallbackQuerySet(models.QuerySet):
    def open(self):
        """Not closed, and not withdrawn a moment ago by the person."""
        return self.exclude(state=State.CLOSED).filter(request__closed_at=None)

    def takeable(self, at):
        """Free to be called at `at`: nobody holds it, or the lease ended; not asked to wait.

        In these verbs an instant, and who works, may be Given too (julien/core/kept_sql.py).
        """
        return self.open().filter(_in_nobodys_hands(at)).exclude(visible_from__gt=at)

    def not_of_another_team(self, user, at):
        """What was given to a team is for its members first, until the promise presses."""
        teams = User.objects.filter(pk=user).values("teams")
        others = Q(for_team__isnull=True) | Q(for_team_until__lte=at) | Q(for_team__in=teams)
        return self.filter(others | Q(due_at__lt=at + ALARM_BEFORE))

    def held_by(self, user):
        """What this person has in hand, the lease ended or not: nobody took it since."""
        return self.open().filter(state__in=HELD, claimed_by=user)

    def talking(self, at):
        """A call or an interview is going on. The door may have closed the request since."""
        call = Q(attempts__isnull=False, attempts__ended_at=None)
        return self.filter(Q(state=State.INTERVIEWING) | call, lease_until__gte=at)

    def appointments(self):
        return self.open().filter(state=State.APPOINTED)

    def late(self, at):
        """The promise is broken: past its due time, and no call was made that keeps it."""
        late = self.open().filter(due_at__lt=at)
        return late.exclude(attempts__stops_first_clock=True)

    def soon_late(self, until):
        """The promise ends by then, or has ended, and no call was made that keeps it."""
        return self.late(until).exclude(state=State.QUARANTINED)

    def to_be_told(self, until, at):
        """As soon_late(), and not told of a new date yet, nor in anybody's hands just now."""
        untold = self.soon_late(until).filter(request__new_date_told=None)
        return untold.filter(_in_nobodys_hands(at))

    def endangered(self, until, at):
        """As soon_late(), and in nobody's hands: someone should take it or give it to somebody."""
        # The request's own column: there the open ones stand in the order of their promise.
        return self.soon_late(until).filter(_in_nobodys_hands(at), request__due_at__lt=until)

    def stuck(self):
        """Waits for a supervisor."""
        return self.open().filter(state__in=STUCK)

    def in_working_order(self, now):
        """The order in which to call, as `rank` (Rank) then the promise.

        What was agreed, or has still to wait, stands by its own hour. pk last, so that two pages
        never show the same line. This sorts all it is given: for a page or a next one,
        callbacks/head.py reads only the head.
        `now` is an instant or an Hour.
        """
        hour = hour_of(now)
        now, wished = hour.now, wished_in(hour.part, hour.day)
        due_today = Q(due_at__lt=hour.tonight)
        rank = Case(
            When(Q(state__in=STUCK), then=Rank.STUCK),
            When(Q(state__in=HELD, lease_until__gte=now), then=Rank.HELD),
            When(Q(visible_from__gt=now), then=Rank.NOT_YET),
            When(Q(request__in_danger=True), then=Rank.DANGER),
            When(Q(state=State.APPOINTED), then=Rank.APPOINTMENT_DUE),
            When(Q(due_at__lt=now), then=Rank.OVERDUE),
            When(due_today & wished, then=Rank.TODAY_AS_WISHED),
            default=Rank.REST,
            output_field=models.SmallIntegerField(),
        )
        by_its_hour = Case(
            When(Q(state=State.APPOINTED) | Q(visible_from__gt=now), then=F("visible_from")),
            default=F("due_at"),
        )
        return self.annotate(rank=rank, order_at=by_its_hour).order_by("rank", "order_at", "pk")

    def after(self, last):
        """What follows the row `last` of the same in_working_order (keyset, not OFFSET)."""
        return self.filter(
            Q(rank__gt=last.rank)
            | Q(rank=last.rank, order_at__gt=last.order_at)
            | Q(rank=last.rank, order_at=last.order_at, pk__gt=last.pk)
        )

    def for_queue_page(self):
        """Of each in working order, as a tuple, what its line shows and nothing else (SHOWN).

        has_twin: another open request has the same last four digits and the same post code.
        """
        twins = (
            CallbackRequest.objects.open()
            .filter(phone_tail_lookup=OuterRef("request__phone_tail_lookup"))
            .filter(postal_code=OuterRef("request__postal_code"))
            .exclude(phone_lookup=OuterRef("request__phone_lookup"))
        )
        has_twin = Case(When(request__postal_code="", then=False), default=Exists(twins))
        return self.annotate(has_twin=has_twin).values_list(*SHOWN.values())


def _in_nobodys_hands(at):
    """Q: nobody holds it, or the lease ended."""
    return Q(state__in=FREE) | Q(state__in=HELD, lease_until__lt=at)


class Callback(models.Model):
    """The promise to call one person back.

    The due time is the request's: a foreign key over both columns keeps `due_at` the same, and so
    keeps a promise that is at work from being changed. `visible_from` is when a waiting or
    appointed callback comes back to the list (a query, never a job). A claim is a lease: it ends
    by itself.
    """

    request = models.OneToOneField(
        CallbackRequest,
        verbose_name=_("demande"),
        on_delete=models.CASCADE,
        related_name="callback",
    )
    due_at = models.DateTimeField(_("rappel promis avant"), editable=False)
    state = models.CharField(
        _("état"), max_length=12, choices=State, default=State.QUEUED, editable=False
    )
    closed_reason = models.CharField(
        _("motif de clôture"), max_length=12, choices=ClosedReason, blank=True, editable=False
    )
    visible_from = models.DateTimeField(_("prochain essai dès"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prise par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    claimed_at = models.DateTimeField(_("prise le"), null=True, blank=True)
    lease_until = models.DateTimeField(_("réservée jusqu'à"), null=True, blank=True)
    for_team = models.ForeignKey(
        "callbacks.Team",
        verbose_name=_("confié à l'équipe"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    for_team_until = models.DateTimeField(_("confié jusqu'à"), null=True, blank=True)
    press = models.UUIDField(
        _("clic qui l'a prise"),
        null=True,
        unique=True,
        editable=False,
        help_text=_("Un double clic sur « Prendre le prochain appel » ne prend qu'un rappel."),
    )
    late_reason = models.CharField(
        _("raison du retard"),
        max_length=24,
        blank=True,
        db_default="",  # so that the version before this column can still write
        editable=False,
        help_text=_("Un code de la liste « Raisons de retard »."),
    )
    alarmed_at = models.DateTimeField(_("alarme donnée le"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("entrée dans la file"), default=timezone.now)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("rappel")
        indexes = [
            models.Index(
                name="callback_open",
                fields=["request"],
                include=["id", "state", "due_at"],
                condition=~Q(state="closed"),
            ),
            # One for each sort of line of the queue, in the order it is read (callbacks/head.py),
            # with what else is asked of it: the line itself is read only when it is shown.
            models.Index(
                name="callback_queued",
                fields=["due_at", "id"],
                include=["request", "visible_from"],
                condition=Q(state="queued"),
            ),
            models.Index(
                name="callback_waiting",
                fields=["due_at", "id", "visible_from"],
                include=["request"],
                condition=Q(state="waiting"),
            ),
            models.Index(
                name="callback_waiting_from",
                fields=["visible_from", "id"],
                include=["request"],
                condition=Q(state="waiting"),
            ),
            models.Index(
                name="callback_appointed",
                fields=["visible_from", "id"],
                include=["request"],
                condition=Q(state="appointed"),
            ),
            models.Index(
                name="callback_held",
                fields=["claimed_by", "lease_until"],
                condition=Q(state__in=sorted(HELD)),
            ),
            models.Index(
                name="callback_stuck",
                fields=["due_at", "id"],
                condition=Q(state__in=sorted(STUCK)),
            ),
            # Of all there ever were: the promises of the last weeks, to say which were missed.
            models.Index(name="callback_by_promise", fields=["due_at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="callback_held_has_holder_and_lease",
                condition=Q(
                    state__in=sorted(HELD), claimed_by__isnull=False, lease_until__isnull=False
                )
                | (~Q(state__in=sorted(HELD)) & Q(claimed_by=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="callback_closed_iff_reason",
                condition=(Q(state=State.CLOSED) & ~Q(closed_reason=""))
                | (~Q(state=State.CLOSED) & Q(closed_reason="")),
            ),
            models.CheckConstraint(
                name="callback_waiting_says_when",
                condition=~Q(state__in=[State.WAITING, State.APPOINTED])
                | Q(visible_from__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.request_id} {self.state}"

    def is_held(self, at):
        """Whether someone has it in hand, their lease still running."""
        return self.state in HELD and self.lease_until >= at
