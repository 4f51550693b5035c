"""To whom a callback is given and why; and what a partner organisation answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.day import people
from callbacks.forms.rereading import ReadAgainForm
from callbacks.models import HandOver, Team
from campaigns.models import Partner
from julien.staff.models import User

COLLEAGUE, TEAM, PARTNER = "collegue", "equipe", "partenaire"
ACCEPT, REFUSE = "accepter", "refuser"


class HandOverForm(ReadAgainForm):
    """`to` names a colleague, a team or an organisation: its kind and its id."""

    read_again = ("words",)

    to = forms.ChoiceField(
        label=_("À qui"), error_messages={"required": _("Choisissez à qui confier ce rappel.")}
    )
    reason = forms.ChoiceField(
        label=_("Pourquoi"),
        choices=[("", _("choisir")), *HandOver.Reason.choices],
        error_messages={"required": _("Dites pourquoi.")},
    )
    words = forms.CharField(
        label=_("Un mot pour la suite"),
        help_text=_(
            "Un partenaire lit ce mot, le prénom, le numéro, la langue, les moments souhaités, la "
            "date annoncée et ce qui rend l'appel sûr. Rien d'autre. Pas de nom, rien sur la santé "
            "ni l'origine."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.ChoiceField(
        label=_("La personne est-elle d'accord ? (pour un partenaire)"),
        choices=[("", _("pas demandé")), *HandOver.Consent.choices],
        required=False,
    )

    def __init__(self, data=None, *, by, only_partners=False):
        super().__init__(data)
        partners = [
            (f"{PARTNER}-{pk}", name)
            for pk, name in Partner.objects.filter(members__isnull=False)
            .distinct()
            .values_list("pk", "name")
        ]
        groups = [(_("Organisations partenaires"), partners)]
        if not only_partners:
            groups = [*_inside(by), *groups]
        self.fields["to"].choices = [("", _("choisir")), *(one for one in groups if one[1])]

    @property
    def is_possible(self):
        """Whether there is anybody to give it to."""
        return len(self.fields["to"].choices) > 1

    def clean(self):
        said = super().clean()
        kind, _dash, pk = said.get("to", "").partition("-")
        if kind == PARTNER and not said.get("consent"):
            self.add_error("consent", _("Demandez son accord à la personne, et notez-le."))
        if kind and not self.errors:
            self.given = (kind, _found(kind, int(pk)))
        return said


def _inside(by):
    colleagues = [(f"{COLLEAGUE}-{one.pk}", str(one)) for one in people().exclude(pk=by.pk)]
    teams = [(f"{TEAM}-{one.pk}", one.name) for one in Team.objects.all()]
    return [(_("Collègues"), colleagues), (_("Équipes"), teams)]


def _found(kind, pk):
    model = {COLLEAGUE: User, TEAM: Team, PARTNER: Partner}[kind]
    return model.objects.get(pk=pk)


class AnswerForm(ReadAgainForm):
    """What the organisation says; several at once without words."""

    read_again = ("words",)

    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[(ACCEPT, ""), (REFUSE, "")],
        error_messages={"required": _("Choisissez : accepter ou refuser.")},
    )
    words = forms.CharField(
        label=_("Un mot pour l'équipe"),
        help_text=_("Pas de nom, rien sur la santé ni l'origine."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def accepts(self):
        return self.cleaned_data["answer"] == ACCEPT
