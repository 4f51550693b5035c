"""What a call may need, as an administrator wrote it: an interpreter, plain words, …"""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

OWN = "own_"  # how the codes of those an administrator added begin


class Need(models.TextChoices):
    """Those the product brings."""

    INTERPRETER = "interpreter", _("interprète")
    HEARING = "hearing", _("entend mal")
    SIGN_LANGUAGE = "sign_language", _("langue des signes")


class CallNeed(models.Model):
    """One need, added or changed; requests_intake/needs.py has those the product brings.

    Never deleted: retired, it is offered no more, and requests that have it still say it. Its code
    is never given twice. `wording` is what residents read: {"fr": …, "de": …}. Of one of the
    product's, a language that is not there says the product's words; of another, the French.
    """

    code = models.CharField(_("code"), max_length=16, unique=True, editable=False)
    name = models.CharField(_("nom pour l'équipe"), max_length=40)
    wording = models.JSONField(_("mots des habitant·es"), default=dict)
    advice = models.CharField(_("conseil pour qui appelle"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"))
    retired_on = models.DateField(_("retiré le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("besoin pour l'appel")
        verbose_name_plural = _("besoins pour l'appel")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="call_need_named_once")]

    def __str__(self):
        return self.code
