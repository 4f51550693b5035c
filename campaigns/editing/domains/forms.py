"""The names of the domains, and one more."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from campaigns.models import Domain

LONGEST_CODE = Domain._meta.get_field("code").max_length
MISSING = {"required": _("Écrivez un nom."), "max_length": _("60 caractères au plus.")}


class DomainsForm(forms.Form):
    """A name for each code of `names`. Only those somebody changed are stored: of two people who
    save at once, neither undoes what the other wrote."""

    new = forms.CharField(
        label=_("Un domaine de plus"),
        help_text=_("Exemple : Transports. Les brouillons le proposent aussitôt."),
        max_length=60,
        required=False,
        error_messages=MISSING,
    )

    def __init__(self, data=None, *, names):
        super().__init__(data, label_suffix="")
        self.codes = {f"name-{code}": code for code in names}
        for field, code in self.codes.items():
            self.fields[field] = forms.CharField(
                label=code,
                max_length=60,
                initial=names[code],
                show_hidden_initial=True,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                error_messages=MISSING,
            )

    @property
    def lines(self):
        """[(code, its field)] in the order of the names."""
        return [(code, self[field]) for field, code in self.codes.items()]

    def clean(self):
        said = super().clean()
        seen = set()
        for field in (*self.codes, "new"):
            words = said.get(field, "").casefold()
            if words and words in seen:
                self.add_error(field, _("Un autre domaine porte déjà ce nom."))
            seen.add(words)
        if said.get("new") and "new" not in self.errors:
            self._check_code()
        return said

    def _check_code(self):
        if not self.code:
            self.add_error("new", _("Écrivez un nom avec des lettres."))
        elif self.code in self.codes.values() or Domain.objects.filter(code=self.code).exists():
            self.add_error("new", _("Un domaine avec ce code existe déjà : changez son nom."))

    @property
    def code(self):
        """That of the new one, from its name."""
        return slugify(self.cleaned_data["new"])[:LONGEST_CODE].strip("-")

    @property
    def changed(self):
        """{code: name} to store."""
        said = self.cleaned_data
        names = {self.codes[name]: said[name] for name in self.changed_data if name in self.codes}
        return names | ({self.code: said["new"]} if said["new"] else {})
