"""The accounts of the team."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from julien.core.roles import GIVES, Role


class User(AbstractUser):
    """Someone of the team, or of a partner organisation. Residents have no account."""

    roles = ArrayField(
        models.CharField(max_length=16, choices=Role),
        verbose_name=_("rôles"),
        default=list,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=8),
        verbose_name=_("langues parlées"),
        default=list,
        blank=True,
    )
    first_name_said = models.CharField(
        _("nom dit au téléphone"),
        max_length=60,
        blank=True,
        help_text=_("Le prénom que la personne intervenante donne en appelant."),
    )

    class Meta:
        verbose_name = _("membre de l'équipe")
        verbose_name_plural = _("équipe")

    def __str__(self):
        return self.get_full_name() or self.username

    def can(self, capability):
        """Whether one of the person's roles gives this (julien.core.roles.GIVES)."""
        return self.is_active and any(capability in GIVES[Role(role)] for role in self.roles)
