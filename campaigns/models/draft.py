"""A text in the making. Nothing of it is public before a second person has read it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.aid import Aid
from campaigns.models.version import AidVersion


class AidDraftQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=AidDraft.OPEN)

    def due(self, at):
        """Read and accepted, and the day it was to be published has come."""
        return self.filter(state=AidDraft.State.SCHEDULED, publish_at__lte=at)

    def for_list(self):
        people = ("written_by", "submitted_by", "reader")
        return self.select_related("aid", *people).order_by("-written_at", "pk")


class AidDraft(models.Model):
    """The whole of an aid as it will be (campaigns.editing.content), and how far it has come.

    `revision` grows with each save: who saves says which one they had before them. `base` is the
    version it was begun from; None for an aid that does not exist yet.
    """

    class State(models.TextChoices):
        WRITING = "writing", _("en écriture")
        SUBMITTED = "submitted", _("à relire")
        SCHEDULED = "scheduled", _("publication prévue")
        PUBLISHED = "published", _("publié")
        DISCARDED = "discarded", _("abandonné")

    OPEN = (State.WRITING, State.SUBMITTED, State.SCHEDULED)

    aid = models.ForeignKey(
        Aid, verbose_name=_("aide"), on_delete=models.CASCADE, null=True, related_name="drafts"
    )
    base = models.ForeignKey(AidVersion, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.WRITING)
    content = models.JSONField(_("contenu"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrit par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField(_("écrit le"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("soumis par"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    why = models.CharField(_("ce qui change, et pourquoi"), max_length=300, blank=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("relu par"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    publish_at = models.DateTimeField(_("à publier le"), null=True)
    acknowledged = models.TextField(_("reconnu"), blank=True)

    objects = AidDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon")
        constraints = [
            models.UniqueConstraint(
                name="aid_draft_one_open",
                fields=["aid"],
                condition=Q(state__in=["writing", "submitted", "scheduled"]),
            ),
            models.CheckConstraint(
                name="aid_draft_submitted_by_somebody",
                condition=~Q(state__in=["submitted", "scheduled", "published"])
                | Q(submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="aid_draft_read_by_somebody_else",
                condition=~Q(state__in=["scheduled", "published"])
                | Q(reader__isnull=False)
                & ~Q(reader=F("submitted_by"))
                & ~Q(reader=F("written_by")),
            ),
            models.CheckConstraint(
                name="aid_draft_scheduled_has_a_day",
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="aid_draft_due", fields=["publish_at"], condition=Q(state="scheduled")
            ),
        ]

    def __str__(self):
        return f"{self.pk} {self.state}"

    @property
    def title(self):
        """How lists call it: its title in everyday words, as far as there is one."""
        return self.content["texts"].get("fr", {}).get("title") or _("Sans titre")


class DraftMove(models.Model):
    """One step in the life of a draft, or a remark about it: who, when, what was said.

    `by` is nobody when the clock did it. `was` equals `to` for a remark alone.
    """

    draft = models.ForeignKey(AidDraft, on_delete=models.CASCADE, related_name="moves")
    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    was = models.CharField(max_length=10, choices=AidDraft.State, blank=True)
    to = models.CharField(max_length=10, choices=AidDraft.State)
    words = models.TextField(_("remarque"), blank=True)

    class Meta:
        verbose_name = _("étape d'un brouillon")
        verbose_name_plural = _("étapes des brouillons")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.draft_id} {self.was} {self.to}"
