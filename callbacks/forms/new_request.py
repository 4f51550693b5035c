"""A request told at the desk or on the phone, typed in by the team."""

from operator import attrgetter
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.forms.moment import MomentField
from callbacks.rules import OLDEST_ENTRY
from callbacks.services.duplicates import SAME_NUMBER, is_sent_before, likely_duplicates
from campaigns.services.offer import offer_at
from julien.core.form_fields import PhoneField
from julien.core.languages import SPOKEN
from requests_intake.forms import (
    AnswerField,
    DaysField,
    NeedsField,
    RequestForm,
    SupportField,
    WindowsField,
    consent_read_aloud,
    offer,
)
from requests_intake.models import Channel, OngoingSupport, Relation
from requests_intake.needs import for_team
from requests_intake.services.places import slots_offered
from requests_intake.services.promises import promised

AS_TYPED = (
    *("first_name", "postal_code", "needs", "for_other", "relation", "other_agrees"),
    *("ongoing_support", "submission"),
)
SAFETY = ("may_say_who", "may_voicemail", "may_text")
SOMEBODY_ELSE = "other"


class NewRequestForm(forms.Form):
    """The same demand as the residents' form, with the same clock, in the words of the team."""

    channel = forms.ChoiceField(
        label=_("Comment la personne s'est-elle adressée à nous ?"),
        choices=[(Channel.PHONE, _("Par téléphone")), (Channel.DESK, _("Au guichet"))],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    received_at = MomentField(
        label=_("Quand"),
        help_text=_("Vide : à l'instant. La promesse compte depuis ce moment."),
    )
    phone = PhoneField(
        label=_("Numéro à rappeler"),
        error_messages={"required": _("Écrivez le numéro. Exemple : 079 123 45 67.")},
    )
    days = DaysField(label=_("Jours qui conviennent"), help_text=_("Aucun : tous."))
    windows = WindowsField(
        label=_("Moments qui conviennent"), help_text=_("Aucun : à toute heure."), required=False
    )
    # Read to the person, so in the words of the residents' form.
    may_say_who = AnswerField(label=RequestForm.base_fields["may_say_who"].label)
    may_voicemail = AnswerField(label=RequestForm.base_fields["may_voicemail"].label)
    may_text = AnswerField(label=RequestForm.base_fields["may_text"].label)
    first_name = forms.CharField(label=_("Prénom, ou le nom donné"), max_length=60, required=False)
    postal_code = forms.CharField(label=_("Code postal"), max_length=8, required=False)
    language = forms.ChoiceField(
        label=_("Langue pour l'appel"), choices=list(SPOKEN.items()), initial="fr", required=False
    )
    needs = NeedsField(
        label=_("Besoins pour l'appel"),
        choices=for_team,
        say=attrgetter("name"),
        retired=_("« %(need)s » n'est plus proposé. Écrivez-le sous « Avec ses mots »."),
    )
    message = forms.CharField(
        label=_("Avec ses mots"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    for_other = AnswerField(
        label=_("Pour qui ?"),
        choices=[
            ("no", _("Pour elle-même")),
            ("yes", _("Pour quelqu'un d'autre")),
        ],
        open_means=False,
    )
    relation = forms.ChoiceField(
        label=_("Pour quelqu'un d'autre : qui le demande ?"),
        choices=[("", _("Pas dit")), *Relation.choices],
        required=False,
    )
    other_agrees = AnswerField(label=_("Pour quelqu'un d'autre : la personne est-elle d'accord ?"))
    ongoing_support = SupportField(
        label=_("Un service social la suit-il en ce moment ?"),
        choices=[
            (OngoingSupport.NO, _("Non")),
            (OngoingSupport.YES, _("Oui")),
            (OngoingSupport.UNKNOWN, _("Pas demandé ou pas dit")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    who = forms.ChoiceField(label=_("Est-ce la même personne ?"), required=False)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, now):
        super().__init__(data, initial={"submission": uuid4()})
        self.now = now
        terms = offer_at(now)
        offer(self, *slots_offered(terms, now, promised(terms, now).due_at))
        self.likely = []
        # Which answers are possible is known once the number is read (clean).
        self.fields["who"].valid_value = lambda value: True

    def clean_received_at(self):
        at = self.cleaned_data["received_at"] or self.now
        if at > self.now:
            raise forms.ValidationError(_("Ce moment n'est pas encore passé."))
        if at < self.now - OLDEST_ENTRY:
            raise forms.ValidationError(_("C'est trop ancien : une semaine au plus."))
        return at

    def clean(self):
        """Ask who it is when an open request looks like the same person's."""
        said = super().clean()
        if self.errors or is_sent_before(said["phone"], said["submission"]):
            return said
        self.likely = likely_duplicates(
            phone=said["phone"].e164,
            postal_code=said["postal_code"],
            first_name=said["first_name"],
        )
        if self.likely and said["who"] not in dict(self.who_choices):
            self.add_error("who", _("Dites si c'est la même personne. Rien n'est encore noté."))
        return said

    @property
    def who_choices(self):
        """[(answer, words)]: one of the likely requests, or somebody else."""
        same = [
            (
                one.reference,
                _("C'est elle : %(ref)s, %(why)s") % {"ref": one.reference, "why": one.says},
            )
            for one in self.likely
        ]
        return [*same, (SOMEBODY_ELSE, _("C'est quelqu'un d'autre : une nouvelle demande"))]

    @property
    def same_as(self):
        """The Likely chosen as the same person, or None."""
        chosen = self.cleaned_data["who"]
        return next((one for one in self.likely if one.reference == chosen), None)

    @property
    def is_apart(self):
        """Another person on a phone that already has an open request."""
        shared = any(one.why == SAME_NUMBER for one in self.likely)
        return shared and self.same_as is None

    @property
    def consent(self):
        """(version, words) read to the person; two empty ones when they answered no question."""
        if all(self.cleaned_data[name] is None for name in SAFETY):
            return "", ""
        return consent_read_aloud(self.fields[name].label for name in SAFETY)

    def ask(self, *, by):
        """The keywords of requests_intake.services.receive.receive()."""
        said = self.cleaned_data
        return {
            "apart": self.is_apart,
            "channel": said["channel"],
            "received_at": said["received_at"],
            "phone": said["phone"],
            "words": said["message"],
            "language": said["language"] or "fr",
            "windows": tuple(said["windows"]),
            "days": self.fields["days"].told(said["days"]),
            "consent_version": self.consent[0],
            "taken_by": by,
            **{name: said[name] for name in (*AS_TYPED, *SAFETY)},
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.attrs = {"novalidate": True, "data-julien-once": True}
        helper.mark_optional = False
        who = []
        if self.likely:
            self.fields["who"].widget = forms.RadioSelect(choices=self.who_choices)
            who = [Div(Field("who", wrapper_class="toggles"), css_class="likely")]
        helper.layout = Layout(
            "submission",
            *who,
            Fieldset(
                _("La demande"),
                Field("channel", wrapper_class="toggles"),
                Field("received_at"),
                "phone",
                Field("days", wrapper_class="toggles"),
                Field("windows", wrapper_class="toggles"),
            ),
            Fieldset(
                _("Pour appeler sans risque"),
                HTML('{% include "callbacks/_read_aloud.html" %}'),
                *(Field(name, wrapper_class="toggles") for name in SAFETY),
            ),
            Fieldset(
                _("La personne"),
                Div("first_name", "postal_code", "language", css_class="fields-row"),
                Field("needs", wrapper_class="toggles"),
                "message",
                Field("for_other", wrapper_class="toggles"),
                "relation",
                Field("other_agrees", wrapper_class="toggles"),
                Field("ongoing_support", wrapper_class="toggles"),
            ),
            Submit("save", _("Enregistrer la demande")),
        )
        return helper
