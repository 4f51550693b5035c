"""The two further offers of the pilot: a consultation in person, help with the first papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from callbacks.models.interview import Interview


class FollowUpQuerySet(models.QuerySet):
    def to_hold(self):
        """Accepted by the person in a signed interview, not yet held, and their data in use."""
        in_use = self.filter(interview__callback__request__restricted_at=None)
        return in_use.filter(state=FollowUp.State.ACCEPTED, interview__state=Interview.State.SIGNED)


class FollowUp(models.Model):
    """One further offer made in an interview, and what came of it."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("entretien approfondi, en personne")
        HELP_APPLY = "help_apply", _("aide pour déposer la demande")

    class State(models.TextChoices):
        OFFERED = "offered", _("proposé, pas accepté")
        ACCEPTED = "accepted", _("accepté")
        HELD = "held", _("tenu")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(_("offre"), max_length=12, choices=Kind)
    state = models.CharField(_("suite"), max_length=8, choices=State, default=State.OFFERED)
    on = models.DateTimeField(_("date et heure"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    held_at = models.DateTimeField(_("noté tenu le"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("suite proposée")
        verbose_name_plural = _("suites proposées")
        indexes = [
            models.Index(
                name="follow_up_to_hold", fields=["interview"], condition=Q(state="accepted")
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["interview", "kind"], name="follow_up_offered_once"),
            models.CheckConstraint(
                name="follow_up_place_has_a_date", condition=Q(place="") | Q(on__isnull=False)
            ),
            models.CheckConstraint(
                name="follow_up_held_at_only_when_held",
                condition=Q(held_at=None) | Q(state="held"),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.state}"
