"""Hard words and abbreviations, and what they mean. Owned by the editors."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(models.Model):
    """One hard word ("AVS") and its explanation in plain French.

    `forms` are the other ways French texts write it. `translations` are those of editors:
    {"de": {"forms": ["AHV"], "explanation": "…", "made_from": the fingerprint of the French}};
    `forms` are what texts in that language write. Where there is no explanation, locale/ may have
    one for our own French.
    """

    term = models.CharField(_("mot"), max_length=60, unique=True)
    forms = ArrayField(
        models.CharField(max_length=60), verbose_name=_("s'écrit aussi"), default=list, blank=True
    )
    explanation = models.CharField(_("explication"), max_length=300)
    to_verify = models.BooleanField(_("à vérifier"), default=False)
    translations = models.JSONField(default=dict, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("mot expliqué")
        verbose_name_plural = _("mots expliqués")
        ordering = ["term"]

    def __str__(self):
        return self.term
