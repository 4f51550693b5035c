"""Which language each part of an aid is read in, and whether the French has moved since."""

from dataclasses import dataclass
from enum import StrEnum

from campaigns.catalogue.parts import fingerprint
from campaigns.models import Part

FRENCH = "fr"
TRANSLATED = [part for part in Part if part != Part.OFFICIAL_NAME]
ALL_IN_FRENCH = dict.fromkeys(Part, FRENCH)


class State(StrEnum):
    CURRENT = "current"
    STALE = "stale"  # made from another French than the one that stands there
    MISSING = "missing"  # read in French


@dataclass(frozen=True)
class Translated:
    """One part in French and in another language ("" where it is missing)."""

    part: Part
    french: str
    text: str
    state: State


def translated_parts(aid, language):
    """A Translated for each part that has a French text, in the order of the page. Uses
    prefetched parts. The official name is the one offices know: it stays as it is."""
    return _translated(aid.parts.all(), language)


def _translated(parts, language):
    rows = {(row.language, row.part): row for row in parts if row.text}
    found = []
    for part in TRANSLATED:
        french = rows.get((FRENCH, part))
        row = rows.get((language, part))
        if french is None:
            continue
        if row is None:
            found.append(Translated(part, french.text, "", State.MISSING))
        else:
            made_from = fingerprint(french.text) == row.french_fingerprint
            state = State.CURRENT if made_from else State.STALE
            found.append(Translated(part, french.text, row.text, state))
    return found


def read_in(aid, language):
    """({part: the language it is read in}, {parts whose French has moved since})."""
    return parts_read_in(aid.parts.all(), language)


def parts_read_in(parts, language):
    """The same of any rows with the columns of AidPart."""
    if language == FRENCH:
        return ALL_IN_FRENCH, frozenset()
    known = {one.part: one.state for one in _translated(parts, language)}
    spoken = {
        part: FRENCH if known.get(part, State.MISSING) == State.MISSING else language
        for part in ALL_IN_FRENCH
    }
    return spoken, frozenset(part for part, state in known.items() if state == State.STALE)
