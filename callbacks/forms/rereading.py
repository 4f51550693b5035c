"""Words that say too much are asked about once, in whatever form they are written."""

from django import forms
from django.utils.translation import gettext as _

from callbacks.delicate import delicate, say_found

REREAD = "reread"


class ReadAgainForm(forms.Form):
    """A form whose own words come back once when they name somebody, or tell of health or origin.

    `read_again` names its fields of free text. Nothing is refused: sent once more, the words asked
    about stay. Those found are carried by the hidden field, so that other ones are asked about
    too. What a person says of themselves is quoted, and not looked at.
    """

    read_again = ()

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        # Without an id: two such forms may stand on one page.
        hidden = forms.HiddenInput(attrs={"id": False})
        self.fields[REREAD] = forms.CharField(required=False, widget=hidden)

    def clean(self):
        said = super().clean()
        found = {name: delicate(said.get(name, "")) for name in self.read_again}
        seen = said.pop(REREAD, "").splitlines()
        for name, words in found.items():
            if any(one.words not in seen for one in words):
                again = _("Changez ces mots, ou envoyez encore une fois pour les garder.")
                self.add_error(name, f"{say_found(words)} {again}")
        self.data = self.data.copy()
        self.data[REREAD] = "\n".join(one.words for words in found.values() for one in words)
        return said
