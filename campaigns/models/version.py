"""Every state of an aid that residents could read, kept for good; and the addresses it had."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.aid import Aid


class AidVersionQuerySet(models.QuerySet):
    def for_list(self):
        """The newest first, with who wrote and who read; without the texts."""
        return self.select_related("author", "reader").defer("content").order_by("-number")


class AidVersion(models.Model):
    """One published state of an aid, whole (campaigns.editing.content says the shape).

    Rows are only ever added: a trigger of the database refuses to change or delete one.
    `acknowledged` are the words of the reader's promise for a text that is hard to read.
    """

    class Kind(models.TextChoices):
        IMPORTED = "imported", _("importée")
        PUBLISHED = "published", _("publiée")
        CHECKED = "checked", _("vérifiée, rien à changer")
        WITHDRAWN = "withdrawn", _("retirée")
        TRANSLATED = "translated", _("traduite")

    aid = models.ForeignKey(
        Aid, verbose_name=_("aide"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("numéro"))
    kind = models.CharField(_("sorte"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("quand"))
    content = models.JSONField(_("contenu"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrite par"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("relue par"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    why = models.CharField(_("pourquoi"), max_length=300, blank=True)
    acknowledged = models.TextField(_("reconnu"), blank=True)

    objects = AidVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d'une aide")
        verbose_name_plural = _("versions des aides")
        ordering = ["aid", "number"]
        constraints = [
            models.UniqueConstraint(fields=["aid", "number"], name="aid_version_once"),
            models.CheckConstraint(
                name="aid_version_read_by_somebody_else",
                condition=~Q(kind="published")
                | Q(author__isnull=False, reader__isnull=False) & ~Q(reader=F("author")),
            ),
        ]

    def __str__(self):
        return f"{self.aid_id} {self.number}"


class FormerAddress(models.Model):
    """An address an aid had before: it leads to the aid for ever."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, related_name="former_addresses")

    class Meta:
        verbose_name = _("ancienne adresse")
        verbose_name_plural = _("anciennes adresses")

    def __str__(self):
        return self.slug
