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
    """One part in French and in another language ("" where it is missing). `unread`: the text
    came with the software, and nobody who speaks the language has said that it is right."""

    part: Part
    french: str
    text: str
    state: State
    unread: bool = False


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
            found.append(Translated(part, french.text, row.text, state, is_unread(row)))
    return found


def is_unread(row):
    """Whether this translation stands as it came in: no editor wrote it or said it is right."""
    return row.language != FRENCH and row.imported_fingerprint == fingerprint(row.text)


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


def has_unread(parts, language):
    """Whether a reader in `language` meets a translation that nobody has read yet."""
    return any(is_unread(row) for row in parts if row.language == language and row.text)
