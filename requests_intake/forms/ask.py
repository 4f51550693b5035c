"""The form that asks for a call. Others send it too: its field names stay."""

from uuid import uuid4

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from julien.core.form_fields import PhoneField
from julien.core.layouts import fields_only
from requests_intake.forms.consent import consent_shown
from requests_intake.forms.fields import (
    NO,
    YES,
    AnswerField,
    DaysField,
    PartnerField,
    PostalCodeField,
    RelationField,
    SpokenField,
    SubmissionField,
    SupportField,
    WindowsField,
    offer,
    toggled,
)
from requests_intake.forms.needs import NeedsField
from requests_intake.forms.traps import TrapField, signs_in, stamp
from requests_intake.models import Channel, OngoingSupport

SAFETY = ("may_say_who", "may_voicemail", "may_text")
OPTIONAL = (
    *("first_name", "postal_code", "language", "needs", "message"),
    *("for_other", "relation", "other_agrees", "ongoing_support"),
)
TOO_LONG = _("C'est trop long : %(show_value)d signes. Gardez-en %(limit_value)d au plus.")
# Where one writes; "pli" is hidden.
WRITTEN = ("phone", "first_name", "postal_code", "message", "pli")
# Fields that receive() calls by the same name.
SAME_NAME = (
    *(*SAFETY, "first_name", "postal_code", "needs"),
    *("for_other", "relation", "other_agrees", "ongoing_support", "submission"),
)


class RequestForm(forms.Form):
    """Ask to be called back: a number and one part of the day are enough."""

    phone = PhoneField(
        label=_("Numéro de téléphone"),
        help_text=_("Mobile ou fixe, suisse ou étranger. Exemple : 079 123 45 67."),
        error_messages={
            "required": _("Écrivez votre numéro de téléphone. Exemple : 079 123 45 67."),
            "max_length": _("Il y a trop de chiffres : écrivez un seul numéro."),
        },
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "data-julien-phone": "telephone-relu"}
        ),
    )
    days = DaysField()
    windows = WindowsField()
    may_say_who = AnswerField(
        label=_("Si quelqu'un d'autre répond, pouvons-nous dire qui nous sommes\u00a0?")
    )
    may_voicemail = AnswerField(label=_("Pouvons-nous laisser un message sur le répondeur\u00a0?"))
    may_text = AnswerField(label=_("Pouvons-nous vous écrire par SMS\u00a0?"))
    first_name = forms.CharField(
        label=_("Prénom, ou le nom que vous voulez"),
        max_length=60,
        required=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    postal_code = PostalCodeField()
    language = SpokenField()
    needs = NeedsField()
    message = forms.CharField(
        label=_("Vos mots"),
        help_text=_("Ce qui vous préoccupe. 500 signes au plus."),
        max_length=500,
        required=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    for_other = AnswerField(
        label=_("Pour qui demandez-vous cet appel\u00a0?"),
        choices=[(NO, _("Pour moi")), (YES, _("Pour quelqu'un d'autre"))],
        help_text=_("Nous appelons le numéro que vous avez écrit plus haut."),
        open_means=False,
    )
    relation = RelationField()
    other_agrees = AnswerField(label=_("Cette personne est-elle d'accord qu'on l'appelle\u00a0?"))
    ongoing_support = SupportField(
        label=_("Un service social vous suit-il en ce moment\u00a0?"),
        choices=[
            (OngoingSupport.NO, _("Non")),
            (OngoingSupport.YES, _("Oui")),
            (OngoingSupport.UNKNOWN, _("Je ne sais pas")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    submission = SubmissionField(required=False, widget=forms.HiddenInput)
    partner = PartnerField(required=False, max_length=20, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    pli = TrapField()

    def __init__(self, data=None, *, at, slots, full=(), partner="", typed=None):
        """`slots`: each (date, part) to offer; `full`: those that are not. `typed`: what stood in
        the form when the reader changed the language of the page."""
        initial = {
            "submission": uuid4(),
            "partner": partner,
            "language": get_language(),
            "opened": stamp(at),
        }
        super().__init__(data, initial=initial | (typed_values(typed) if typed else {}))
        offer(self, slots, full)
        self.has_room = bool(slots)
        for name in WRITTEN:  # the sheet asks of a blank placeholder whether anything was typed
            self.fields[name].widget.attrs["placeholder"] = " "
        # A browser would cut a pasted text in silence; we say that it is too long.
        del self.fields["message"].widget.attrs["maxlength"]

    def ask(self, *, at):
        """The keywords of receive()."""
        said = self.cleaned_data
        return {
            "channel": Channel.WEB,
            "received_at": at,
            "phone": said["phone"],
            "words": said["message"],
            "language": said["language"] or get_language(),
            "windows": tuple(said["windows"]),
            "days": self.fields["days"].told(said["days"]),
            "consent_version": self.consent[0],
            "partner_code": said["partner"] or "",
            **{name: said[name] for name in SAME_NAME},
        }

    @property
    def consent(self):
        """(version, words) of what the page says about the three answers."""
        return consent_shown(self.fields[name].label for name in SAFETY)

    def signs(self, *, at):
        """What speaks against a person having filled this in (abuse/signs.py)."""
        return list(signs_in(self, at=at))

    @property
    def phone_groups(self):
        """The number as we read it, in groups; empty until it is one."""
        phone = self.is_bound and self.cleaned_data.get("phone")
        return phone.groups if phone else ""

    def _says_more(self, name):
        """Whether an optional field holds something that must be seen: words, or a mistake."""
        as_offered = get_language() if name == "language" else None
        return name in self.errors or self[name].value() not in (None, "", [], as_offered)

    @property
    def helper(self):
        helper = fields_only()
        helper.mark_optional = False
        more = Div(*OPTIONAL, template="requests_intake/_optional.html")
        more.flat_attrs = " open" if any(map(self._says_more, OPTIONAL)) else ""
        when = toggled(["days", "windows"]) if self.has_room else [_part("_all_taken")]
        helper.layout = Layout(
            "submission",
            "partner",
            "opened",
            Div("pli", template="requests_intake/_trap.html"),
            Fieldset(_("Votre numéro"), "phone", _part("_phone_read_back")),
            Fieldset(_("Quand vous appeler"), *when),
            Fieldset(_("Pour vous appeler sans risque"), _part("_safety_note"), *toggled(SAFETY)),
            more,
        )
        return helper


def typed_values(sent):
    """What stood in the form, to be shown again and not yet judged.

    The language to speak follows that of the page, unless another one was chosen.
    """
    names = [name for name in RequestForm.base_fields if name in sent]
    typed = {name: sent[name] for name in names} | {
        name: sent.getlist(name) for name in ("days", "windows", "needs")
    }
    if typed.get("language") == sent["from_language"]:
        del typed["language"]
    return typed


def _part(name):
    return HTML(f'{{% include "requests_intake/{name}.html" %}}')
