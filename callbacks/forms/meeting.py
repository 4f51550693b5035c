"""A meeting in person: when, how long, where, with whom. And the places where one meets."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.day import people
from callbacks.forms.moment import MomentField
from callbacks.models import FollowUp, Meeting, MeetingPlace
from callbacks.rules import MEETING_LENGTHS, MEETING_TAKES
from callbacks.services.meeting_doubts import Wanted
from julien.core.numbers import read_number


class MeetingForm(forms.Form):
    """`despite`: codes of the doubts (services/meeting_doubts.py) that somebody has read."""

    kind = forms.ChoiceField(label=_("Pour"), choices=FollowUp.Kind)
    starts_at = MomentField(label=_("Jour et heure"))
    minutes = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        choices=[(length, _("%d min") % length) for length in MEETING_LENGTHS],
    )
    place = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=MeetingPlace.objects.none(),
        empty_label=_("choisir"),
        error_messages={
            "required": _("Choisissez un lieu."),
            "invalid_choice": _("Ce lieu n'est plus proposé. Choisissez-en un autre."),
        },
    )
    caller = forms.ModelChoiceField(label=_("Avec"), queryset=None, empty_label=None)

    def __init__(self, data=None, *, meeting=None, **options):
        if meeting and data is None:
            options["initial"] = {
                "kind": meeting.kind,
                "starts_at": meeting.starts_at,
                "minutes": meeting.minutes,
                "place": meeting.place_id,
                "caller": meeting.caller_id,
            }
        super().__init__(data, **options)
        self.initial.setdefault("minutes", MEETING_TAKES)
        self.doubts = ()
        self.fields["starts_at"].required = True
        self.fields["starts_at"].error_messages["required"] = _("Indiquez le jour et l'heure.")
        self.fields["caller"].queryset = people()
        offered = MeetingPlace.objects.offered()
        if meeting:
            del self.fields["kind"]
            offered = offered | MeetingPlace.objects.filter(pk=meeting.place_id)
        self.fields["place"].queryset = offered

    @property
    def has_places(self):
        return self.fields["place"].queryset.exists()

    @property
    def wanted(self):
        said = self.cleaned_data
        return Wanted(
            starts_at=said["starts_at"],
            length=timedelta(minutes=said["minutes"]),
            place=said["place"],
            caller=said["caller"],
        )

    @property
    def despite(self):
        """The doubts ticked as read."""
        return set(self.data.getlist("despite")) if self.is_bound else set()


class ChangeForm(forms.Form):
    """What each button about a planned meeting sends: which state of it the page showed."""

    sequence = forms.CharField(required=False, max_length=6)

    def clean_sequence(self):
        """-1, which no meeting has, for anything that is not a number."""
        return read_number(self.cleaned_data["sequence"], -1)


class NoteForm(ChangeForm):
    """What came of it."""

    result = forms.ChoiceField(
        choices=[
            (Meeting.State.HELD, ""),
            (Meeting.State.NO_SHOW, ""),
            (Meeting.State.PLANNED, ""),
        ],
        error_messages={
            "required": _("Dites si le rendez-vous a eu lieu."),
            "invalid_choice": _("Dites si le rendez-vous a eu lieu."),
        },
    )


class PlaceForm(forms.ModelForm):
    """A place as residents read it."""

    retired = forms.BooleanField(label=_("Ne plus proposer ce lieu"), required=False)

    class Meta:
        model = MeetingPlace
        fields = ("name", "address", "access")
        help_texts = {
            "name": _("Il paraît dans les SMS : court, et sans dire pourquoi on y vient."),
            "access": _(
                "Étage, sonnette, arrêt de bus, ascenseur. La personne le lit sur sa page."
            ),
        }
        error_messages = {
            "name": {
                "required": _("Donnez un nom au lieu."),
                "unique": _("Un lieu porte déjà ce nom."),
            },
            "address": {"required": _("Écrivez l'adresse.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["retired"]
        else:
            self.initial["retired"] = self.instance.retired_on is not None
