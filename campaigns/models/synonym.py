"""Everyday words and what they mean here. Owned by the editors."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchSynonym(models.Model):
    """When someone types `term`, also look for `means` ("dentiste" → "frais de maladie").

    `stems` are the words of `term` as the search compares them, written with it.
    """

    term = models.CharField(_("mot de tous les jours"), max_length=80, unique=True)
    means = ArrayField(models.CharField(max_length=80), verbose_name=_("veut dire ici"))
    stems = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("synonyme")
        ordering = ["term"]
        indexes = [GinIndex(name="search_synonym_stems", fields=["stems"])]

    def __str__(self):
        return self.term
