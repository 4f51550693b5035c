"""What a call may need so that both understand each other, in words for whoever reads them.

BROUGHT are the product's. What an administrator changed or added (/equipe/listes/besoins/) is a
row of CallNeed, read at most once in settings.LISTS_KEPT_SECONDS by each process.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from julien.core.kept import Kept
from requests_intake.models import CallNeed, Need
from requests_intake.models.call_need import OWN

FRENCH = "fr"
BROUGHT = {
    Need.INTERPRETER: _("J'ai besoin d'un interprète"),
    Need.HEARING: _("J'entends mal : parlez lentement"),
    Need.SIGN_LANGUAGE: _("Je parle en langue des signes"),
}
# Can be reworded, never retired: so the question always has an answer to tick.
NEEDED = {Need.INTERPRETER}
STEP = 10


@dataclass(frozen=True)
class Needed:
    """One line of the list. `name`: for the team; `wording`: {language: what was written for
    residents}; `revision`: 0 for one of the product's that nobody changed."""

    code: str
    name: str
    position: int
    wording: dict = field(default_factory=dict)
    advice: str = ""
    retired_on: date | None = None
    revision: int = 0

    @property
    def is_own(self):
        return self.code.startswith(OWN)

    @property
    def is_needed(self):
        return self.code in NEEDED

    def said(self, language=None):
        """(what residents read, the language that is in)."""
        language = language or get_language()
        words = self.wording.get(language) or self.brought(language)
        if words:
            return words, language
        return self.wording.get(FRENCH) or self.brought(FRENCH), FRENCH

    def brought(self, language):
        """What the product says to residents in a language; "" where it says nothing."""
        ours = BROUGHT.get(self.code, "")
        with override(FRENCH):
            french = str(ours)
        with override(language):
            words = str(ours)
        return words if language == FRENCH or words != french else ""


_kept = Kept(lambda: {row.code: row for row in CallNeed.objects.order_by("pk")})
# keep: work with these from now on, {code: CallNeed}.
_changes, keep, forget = _kept.value, _kept.keep, _kept.forget


def needs():
    """{code: Needed} in the order of the list, those retired included."""
    rows = _changes()
    codes = [*Need, *(code for code in rows if code not in Need)]
    lines = [_line(str(code), place, rows.get(code)) for place, code in enumerate(codes, start=1)]
    return {line.code: line for line in sorted(lines, key=lambda one: (one.position, one.code))}


def offered():
    """The Needed that can be chosen today."""
    return [line for line in needs().values() if line.retired_on is None]


def find(code):
    """The Needed of a code, None for an unknown one. What another process just added is found."""
    if code.startswith(OWN) and code not in _changes():
        forget()
    return needs().get(code)


def for_residents():
    """[(code, words)] of what is offered, in the language of the page; French marked as such."""
    here = get_language()
    return [
        (line.code, words if language == here else _marked(words, language))
        for line in offered()
        for words, language in [line.said(here)]
    ]


def for_team():
    """[(code, name)] of what is offered."""
    return [(line.code, line.name) for line in offered()]


def for_filters():
    """((code, name), …) of all there are, those retired last: requests still have them."""
    lines = sorted(needs().values(), key=lambda line: line.retired_on is not None)
    return tuple((line.code, line.name) for line in lines)


def say_needs(codes):
    """ "interprète, entend mal": retired or not; the code itself where nobody knows it."""
    return ", ".join(_name(code) for code in codes)


def advice_on(codes):
    """[(name, advice)] of those of these needs for which somebody wrote one."""
    rows = [row for code in codes if (row := _changes().get(code)) and row.advice]
    return [(row.name, row.advice) for row in rows]


def apart(codes):
    """(the product's, the installation's own) of these codes, as a request stores them."""
    codes = list(codes)
    return (
        [code for code in codes if not code.startswith(OWN)],
        [code for code in codes if code.startswith(OWN)],
    )


def _name(code):
    row = _changes().get(code)
    return row.name if row else str(dict(Need.choices).get(code, code))


def _line(code, place, row):
    if row is None:
        return Needed(code=code, name=str(Need(code).label), position=place * STEP)
    return Needed(
        code=code,
        name=row.name,
        position=row.position,
        wording=row.wording,
        advice=row.advice,
        retired_on=row.retired_on,
        revision=row.revision,
    )


def _marked(words, language):
    return format_html('<span lang="{}">{}</span>', language, words)
