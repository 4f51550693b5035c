"""A part of the queue with its filters, kept under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user):
        """One's own and those shared with all, by name; is_start: the one this person begins with.

        Who made it is read along.
        """
        seen = self.filter(models.Q(owner=user) | models.Q(is_shared=True))
        start = StartView.objects.filter(view=models.OuterRef("pk"), user=user)
        shown = seen.annotate(is_start=models.Exists(start)).select_related("owner")
        return shown.order_by("is_shared", "name", "pk")


class SavedView(models.Model):
    """The filters of somebody. `query` is the address as Filters.address() writes it: it names no
    person, "à moi" is whoever reads."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("créée par"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("nom"), max_length=40)
    query = models.CharField(_("filtres"), max_length=200)
    is_shared = models.BooleanField(_("pour toute l'équipe"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("vue de la file")
        verbose_name_plural = _("vues de la file")
        constraints = [
            models.UniqueConstraint(name="one_view_of_a_name_each", fields=["owner", "name"]),
        ]

    def __str__(self):
        return self.name


class StartView(models.Model):
    """With which view the queue opens for somebody; nobody has to have one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("vue de départ")
        verbose_name_plural = _("vues de départ")

    def __str__(self):
        return f"{self.user_id} > {self.view_id}"
