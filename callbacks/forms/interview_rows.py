"""The parts of the sheet that repeat: aids, reasons, further offers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.forms.interview import choice_of
from callbacks.forms.moment import MomentField
from callbacks.models import FollowUp, InterviewAid
from callbacks.models.interview import Answer, Possible
from callbacks.models.reason import OTHER, Form
from callbacks.services.interview_answers import AidAnswer, FollowUpAnswer, ReasonAnswer

ABOUT_ALL = "all"
GROUPS = {
    Form.NOT_KNOWN: _("Ne savait pas"),
    Form.NOT_ASKED: _("N'a pas voulu, ou pas osé"),
    Form.NOT_RECEIVED: _("N'est pas allé·e au bout"),
    None: _("Autrement"),
}


class AidForm(forms.Form):
    """One aid talked about: four small choices, and whether we advise it."""

    knew = choice_of(InterviewAid, "knew")
    receives = choice_of(InterviewAid, "receives")
    has_asked = choice_of(InterviewAid, "has_asked")
    possible = choice_of(InterviewAid, "possible")
    advised = forms.BooleanField(label=_("Je la conseille"), required=False)

    def __init__(self, data=None, *, answer, title):
        initial = {name: getattr(answer, name) for name in self.base_fields}
        super().__init__(data, prefix=f"aid-{answer.aid_id}", initial=initial)
        self.answer = answer
        self.aid_id = answer.aid_id
        self.title = title

    @property
    def questions(self):
        return [self[name] for name in ("knew", "receives", "has_asked", "possible")]

    def answered(self):
        if not self.is_valid():
            return self.answer
        chosen = self.cleaned_data
        return AidAnswer(
            aid_id=self.aid_id,
            knew=chosen["knew"] or Answer.NOT_ASKED,
            receives=chosen["receives"] or Answer.NOT_ASKED,
            has_asked=chosen["has_asked"] or Answer.NOT_ASKED,
            possible=chosen["possible"] or Possible.NOT_ASSESSED,
            advised=chosen["advised"],
        )


class ReasonForm(forms.Form):
    """One reason of the typology: noted or not, about which aid, in which form."""

    noted = forms.BooleanField(required=False)
    about = forms.MultipleChoiceField(
        label=_("À propos de"), required=False, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(label=_("Plus précisément"), required=False, widget=forms.RadioSelect)

    def __init__(self, data=None, *, reason, stored, aids):
        about = [str(answer.aid_id or ABOUT_ALL) for answer in stored]
        initial = {"noted": bool(stored), "about": about}
        initial |= {"form": stored[0].form} if stored else {}
        super().__init__(data, prefix=f"reason-{reason.code}", initial=initial)
        self.reason = reason
        self.discussed = [aid.aid_id for aid in aids]
        self.fields["noted"].label = reason.label
        general = (ABOUT_ALL, _("en général"))
        self.fields["about"].choices = [general, *((str(aid.aid_id), aid.title) for aid in aids)]
        if len(reason.form_choices) > 1:
            self.fields["form"].choices = [*reason.form_choices, ("", _("pas précisé"))]
        else:
            del self.fields["form"]

    @property
    def has_forms(self):
        return "form" in self.fields

    @property
    def is_other(self):
        return self.reason.code == OTHER

    @property
    def group(self):
        """The heading it stands under: what happened, in plain words."""
        return GROUPS[None if self.is_other else self.reason.forms[:2] or None]

    def answered(self, *, is_main):
        """A ReasonAnswer for each aid it is about; the first carries the mark "main"."""
        self.full_clean()
        if not self.cleaned_data.get("noted"):
            return []
        picked = self.cleaned_data.get("about", [])
        about = [None] if ABOUT_ALL in picked else []
        about += [aid_id for aid_id in self.discussed if str(aid_id) in picked]
        return [
            ReasonAnswer(self.reason.pk, aid_id, self._form(), is_main and position == 0)
            for position, aid_id in enumerate(about or [None])
        ]

    def _form(self):
        if self.has_forms:
            return self.cleaned_data.get("form", "")
        return self.reason.forms


class FollowUpForm(forms.Form):
    """One of the two further offers of the pilot, and what the person says to it."""

    state = forms.ChoiceField(
        required=False,
        choices=[*FollowUp.State.choices, ("", _("pas proposé"))],
        widget=forms.RadioSelect,
    )
    on = MomentField(label=_("Date et heure"))
    place = forms.CharField(label=_("Lieu"), required=False, max_length=120)

    def __init__(self, data=None, *, kind, stored):
        initial = {name: getattr(stored, name) for name in self.base_fields} if stored else {}
        super().__init__(data, prefix=kind.value, initial=initial)
        self.kind = kind
        self.stored = stored
        self.fields["state"].label = kind.label
        if kind == FollowUp.Kind.HELP_APPLY:
            del self.fields["on"], self.fields["place"]

    @property
    def has_meeting(self):
        return "on" in self.fields

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("place") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Ajoutez le jour et l'heure : un lieu seul ne suffit pas."))
        return cleaned

    def answered(self):
        """The FollowUpAnswer, or None when it was not offered. A wrong date keeps the rest."""
        self.full_clean()
        said = self.cleaned_data
        if "state" not in said:
            return self.stored
        if not said["state"]:
            return None
        on = said.get("on")
        place = said.get("place", "") if on else ""
        return FollowUpAnswer(kind=self.kind.value, state=said["state"], on=on, place=place)
