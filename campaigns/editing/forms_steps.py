"""The small forms beside a text: when it is published, who looks after it, why it goes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Aid, Part

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
DAYS = ["%Y-%m-%d", "%d.%m.%Y"]


class PublishForm(forms.Form):
    """Now, or from a moment on; and the reader's name under a text that is hard to read."""

    publish_at = forms.DateTimeField(
        label=_("Publier à partir du"),
        help_text=_("Vide : tout de suite."),
        required=False,
        input_formats=MOMENTS,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "form-control"}, format=MOMENTS[0]
        ),
        error_messages={"invalid": _("Écrivez la date ainsi : 31.12.2027 08:00.")},
    )
    acknowledged = forms.BooleanField(required=False)

    def clean_publish_at(self):
        chosen = self.cleaned_data["publish_at"]
        if chosen and chosen <= timezone.now():
            raise forms.ValidationError(_("Ce moment est passé. Laissez vide pour publier."))
        return chosen


class WordsForm(forms.Form):
    """Something said about a draft."""

    words = forms.CharField(
        label=_("Remarque"),
        max_length=2000,
        error_messages={
            "required": _("Écrivez ce qu'il faut changer."),
            "max_length": _("Au plus %(limit_value)d signes."),
        },
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class CheckedForm(forms.Form):
    """Looked at today, nothing to change: when next?"""

    review_by = forms.DateField(
        label=_("Prochaine vérification avant le"),
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format=DAYS[0]),
        error_messages={
            "required": _("Donnez une date future pour la prochaine vérification."),
            "invalid": _("Écrivez la date ainsi : 31.12.2027."),
        },
    )


class WithdrawForm(forms.Form):
    """What residents will read instead of the page, and where it leads."""

    why = forms.CharField(
        label=_("Ce qui s'est passé"),
        max_length=300,
        help_text=_("Les habitant·es le lisent : une phrase simple, sans nom."),
        error_messages={
            "required": _("Écrivez ce qui s'est passé : les habitant·es le lisent."),
            "max_length": _("Au plus %(limit_value)d signes."),
        },
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    replaced_by = forms.ChoiceField(
        label=_("Ce qui la remplace"),
        required=False,
        help_text=_("L'ancienne adresse y mène. Sans remplacement, elle dit ce qui s'est passé."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, aid, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        others = Aid.objects.published().exclude(pk=aid.pk).for_list()
        titles = sorted((other.texts().get(Part.TITLE, other.slug), other.pk) for other in others)
        self.fields["replaced_by"].choices = [
            ("", _("rien")),
            *((str(pk), title) for title, pk in titles),
        ]
