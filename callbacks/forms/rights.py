"""What the team notes, corrects and decides when a person uses a right on their data."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.forms.moment import DayField
from callbacks.forms.rereading import ReadAgainForm
from julien.core.form_fields import PhoneField
from julien.core.languages import SPOKEN
from julien.core.phone import read_phone
from requests_intake.models import Heard, Refusal, Right

SAID_TO_US = [choice for choice in Heard.choices if choice[0] != Heard.PAGE]
WORDS = "words_{}"


class NoteForm(ReadAgainForm):
    """What the person asked, and when: the time for the answer runs from that day."""

    read_again = ("words",)

    right = forms.ChoiceField(
        label=_("La personne demande à"),
        choices=Right,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que la personne demande.")},
    )
    how = forms.ChoiceField(
        label=_("Elle l'a dit"),
        choices=SAID_TO_US,
        widget=forms.RadioSelect,
        initial=Heard.PHONE,
    )
    received_on = DayField(label=_("Le"), initial=timezone.localdate)
    words = forms.CharField(
        label=_("Ce qu'elle demande exactement"),
        help_text=_("Elle peut lire cette note : elle fait partie des données détenues."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Cette date n'est pas encore venue."))
        return day


class SettleForm(forms.Form):
    """Who sees to it, or what came of it."""

    MINE, DONE, REFUSED = "mine", "done", "refused"

    outcome = forms.ChoiceField(
        choices=[(each, each) for each in (MINE, DONE, REFUSED)],
        error_messages={"required": _("Dites ce qui a été fait.")},
    )
    refused_because = forms.ChoiceField(
        choices=[("", _("Choisir")), *Refusal.choices],
        required=False,
        error_messages={"invalid_choice": _("Choisissez pourquoi dans la liste.")},
    )

    def clean(self):
        said = super().clean()
        if said.get("outcome") == self.REFUSED and not said.get("refused_because"):
            self.add_error("refused_because", _("Dites pourquoi : la personne doit le savoir."))
        return said


class AnswerForm(ReadAgainForm):
    """What was answered to a complaint, and when."""

    read_again = ("answer",)

    answered_on = DayField(label=_("Répondu le"), initial=timezone.localdate)
    answer = forms.CharField(
        label=_("Ce que nous avons répondu"),
        help_text=_("Pas de nom. La personne peut lire ce texte parmi ses données."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez ce qui a été répondu.")},
    )

    def __init__(self, data=None, *, line):
        """`line`: the RightsRequest; answered before, its answer stands here to be changed."""
        initial = {"answer": line.answer, "answered_on": line.answered_on or timezone.localdate()}
        super().__init__(data, initial=initial, auto_id=f"reponse-{line.pk}-%s")
        self.line = line

    def clean_answered_on(self):
        day = self.cleaned_data["answered_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Cette date n'est pas encore venue."))
        if day < self.line.received_on:
            raise forms.ValidationError(_("Cette date est avant celle de la réclamation."))
        return day


class CorrectionForm(forms.Form):
    """All that the person told us, as it stands: write what is right over what is wrong."""

    phone = PhoneField(
        label=_("Numéro"),
        error_messages={"required": _("Écrivez le numéro. Exemple : 079 123 45 67.")},
    )
    first_name = forms.CharField(label=_("Prénom, ou le nom donné"), max_length=60, required=False)
    postal_code = forms.CharField(label=_("Code postal"), max_length=8, required=False)
    language = forms.ChoiceField(label=_("Langue pour l'appel"), choices=list(SPOKEN.items()))

    def __init__(self, data=None, *, request):
        """`request`: the CallbackRequest; its contacts with words get a field each."""
        self.contacts = [one for one in request.contacts.all() if one.words]
        initial = {
            "phone": read_phone(request.phone).groups,
            "first_name": request.first_name,
            "postal_code": request.postal_code,
            "language": request.language,
        }
        super().__init__(data, initial=initial)
        for contact in self.contacts:
            day = timezone.localtime(contact.at)
            self.fields[WORDS.format(contact.pk)] = forms.CharField(
                label=_("Ses mots, le %(day)s") % {"day": f"{day:%d.%m.%Y %H:%M}"},
                required=False,
                max_length=2000,
                initial=contact.words,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def corrections(self):
        """The keywords of correct()."""
        said = self.cleaned_data
        words = {one.pk: said[WORDS.format(one.pk)] for one in self.contacts}
        names = ("phone", "first_name", "postal_code", "language")
        return {**{name: said[name] for name in names}, "words": words}


class ResearchForm(forms.Form):
    """The person's word on being contacted again for a study."""

    agreed = forms.TypedChoiceField(
        label=_("La personne répond"),
        choices=[("yes", _("Oui")), ("no", _("Non, ou plus maintenant"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez la réponse de la personne.")},
    )
    how = forms.ChoiceField(
        label=_("Elle l'a dit"),
        choices=SAID_TO_US,
        widget=forms.RadioSelect,
        initial=Heard.PHONE,
    )
