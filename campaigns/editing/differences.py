"""What differs between two states of an aid: part by part, word by word. Pure but for names."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaigns.catalogue.categories import category_name
from campaigns.editing.content import CONTACT, FRENCH
from campaigns.editing.providers.naming import provider_names
from campaigns.editing.rules.words import rule_lines
from campaigns.models import Aid, LifeSituation, Part

WORD = re.compile(r"\s+|[\w'’·]+|[^\w\s]")
# Beyond this many words two texts are shown as they are: comparing them would take seconds.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """A run of words, and whether the other side has it too."""

    text: str
    moved: bool


@dataclass(frozen=True)
class Difference:
    """One part that is not the same: its name, and both sides in pieces."""

    label: str
    language: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(before, after):
    """A Difference for each part in which two contents are not the same, in reading order."""
    names = Names()
    old, new = said(before, names), said(after, names)
    return [
        Difference(label, language, *pieces_of(old.get(key, ""), new.get(key, "")))
        for key, (label, language) in labels_of(before, after).items()
        if old.get(key, "") != new.get(key, "")
    ]


class Names:
    """The names behind numbers and addresses, read once each."""

    def __init__(self):
        self.providers = provider_names()
        self.situations = dict(LifeSituation.objects.values_list("slug", "name"))


def labels_of(*contents):
    """{key: (name of the part, its language)}: French texts, facts, then other languages."""
    languages = dict(settings.LANGUAGES)
    found = {(FRENCH, part.value): (str(part.label), FRENCH) for part in Part}
    found |= {key: (capfirst(label), FRENCH) for key, label in FACTS.items()}
    for language in sorted({lang for content in contents for lang in content["texts"]}):
        if language != FRENCH:
            name = languages.get(language, language)
            found |= {(language, part.value): (f"{part.label} ({name})", language) for part in Part}
    return found


FACTS = {
    "slug": Aid._meta.get_field("slug").verbose_name,
    "category": Aid._meta.get_field("category").verbose_name,
    "provider": Aid._meta.get_field("provider").verbose_name,
    "situations": Aid._meta.get_field("situations").verbose_name,
    "unknown": Aid._meta.get_field("unknown_parts").verbose_name,
    "confidence": Aid._meta.get_field("confidence").verbose_name,
    "to_verify": Aid._meta.get_field("to_verify").verbose_name,
    "checked_on": Aid._meta.get_field("checked_on").verbose_name,
    "review_by": Aid._meta.get_field("review_by").verbose_name,
    "legal_basis": Aid._meta.get_field("legal_basis").verbose_name,
    "sources": "sources",
    "rule": "Mes droits",
}


def said(content, names):
    """{key: text} of everything a content says, as an editor would read it."""
    parts = {part.value: str(part.label) for part in Part} | {CONTACT: _("Contact")}
    texts = {
        (language, part): text
        for language, parts_of in content["texts"].items()
        for part, text in parts_of.items()
    }
    return texts | {
        "slug": content["slug"],
        "category": category_name(content["category"]),
        "provider": names.providers.get(content["provider"], ""),
        "situations": "\n".join(names.situations.get(s, s) for s in content["situations"]),
        "unknown": "\n".join(parts.get(part, part) for part in content["unknown"]),
        "confidence": str(dict(Aid.Confidence.choices).get(content["confidence"], "")),
        "to_verify": "\n".join(content["to_verify"]),
        "checked_on": day_words(content["checked_on"]),
        "review_by": day_words(content["review_by"]),
        "legal_basis": content["legal_basis"],
        "sources": "\n".join(content["sources"]),
        "rule": "\n".join(rule_lines(content["rule"])),
    }


def day_words(iso):
    """ "2026-11-23" → "23.11.2026" """
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


def pieces_of(old, new):
    """(pieces of the old text, pieces of the new): what only one side has is marked."""
    one, two = WORD.findall(old), WORD.findall(new)
    if len(one) + len(two) > MOST_WORDS:
        return (Piece(old, moved=True),), (Piece(new, moved=True),)
    before, after = [], []
    steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in steps:
        before.append(Piece("".join(one[start:end]), moved=kind != "equal"))
        after.append(Piece("".join(two[new_start:new_end]), moved=kind != "equal"))
    return joined(before), joined(after)


def joined(pieces):
    """The pieces with neighbours of a kind put together; a space between two moved words moves."""
    whole = [piece for piece in pieces if piece.text]
    runs = []
    for place, piece in enumerate(whole):
        around = whole[max(0, place - 1) : place + 2]
        only_space = not piece.text.strip() and len(around) == 3
        moved = piece.moved or (only_space and around[0].moved and around[2].moved)
        if runs and runs[-1].moved == moved:
            runs[-1] = Piece(runs[-1].text + piece.text, moved=moved)
        else:
            runs.append(Piece(piece.text, moved=moved))
    return tuple(runs)
