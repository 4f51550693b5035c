"""Hard words explained where they stand: the first time in each part of a page.

A text is cut into pieces; nothing here writes markup. Read once for a page, which is then kept
(campaigns.stored): an edit of a term renews the pages.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.catalogue.parts import fingerprint
from campaigns.models import GlossaryTerm
from campaigns.services.terms import rows_of

FRENCH = "fr"


@dataclass(frozen=True)
class Word:
    """A term as one reader is told it: what it means, and the language that is in.

    `to_verify`: nobody has checked it, or its French has moved since it was translated.
    """

    pk: int
    name: str
    name_language: str
    explanation: str
    language: str
    to_verify: bool


@dataclass(frozen=True)
class Piece:
    """A bit of a text; `word` when it is one to explain."""

    text: str
    word: Word | None = None


@dataclass
class Glossary:
    """The terms for one reader's language, and what this page has explained so far.

    One for each page that is made: it remembers. Promise: glued together, the pieces of a text
    are the text.
    """

    terms: list
    language: str
    _told: set = field(default_factory=set)
    _patterns: dict = field(default_factory=dict)

    def pieces(self, text, *, language, part):
        """`text`, written in `language`, cut at the first of each term that `part` of the page
        has not explained yet."""
        pattern, named = self.pattern(language)
        place = 0
        for found in pattern.finditer(text) if pattern else ():
            term = named[found.lastgroup]
            if (part, term.pk) in self._told:
                continue
            if found.start() > place:
                yield Piece(text[place : found.start()])
            yield Piece(found[0], word_of(term, self.language))
            self._told.add((part, term.pk))
            place = found.end()
        if place < len(text):
            yield Piece(text[place:])

    def pattern(self, language):
        """(what finds the terms in a text of that language, {group: term}); (None, {}) without."""
        if language not in self._patterns:
            self._patterns[language] = pattern_of(self.terms, language)
        return self._patterns[language]


def glossary_for(language, version=None):
    """The Glossary of one page in that language. One query, or none in a version of the pages."""
    return Glossary(rows_of(GlossaryTerm, version), language)


def pattern_of(terms, language):
    """One pattern for all forms, the longest first: "Office AI" before "AI"."""
    forms = {form: term for term in terms for form in forms_in(term, language)}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    if not longest:
        return None, {}
    named = {f"form{number}": forms[form] for number, form in enumerate(longest)}
    found = "|".join(
        f"(?P<{group}>{as_found(form)})" for group, form in zip(named, longest, strict=True)
    )
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)"), named


def as_found(form):
    """What finds one form. With a capital inside it is meant as it stands: AI, never "ai"."""
    exact = r"\s+".join(map(re.escape, form.split()))
    return exact if form != form.lower() else f"(?i:{exact})"


def forms_in(term, language):
    """How texts of that language write it: its own words, and the French ones that no language
    changes, like AVS: they stand on doors and letters."""
    french = [term.term, *term.forms]
    if language == FRENCH:
        return french
    return own_forms(term, language) + [form for form in french if form != form.lower()]


def own_forms(term, language):
    """The words of another language for it, which editors gave."""
    return term.translations.get(language, {}).get("forms", [])


def word_of(term, language):
    """The Word a reader of that language is told."""
    explanation, spoken = said(term, language)
    own = forms_in(term, FRENCH) if language == FRENCH else own_forms(term, language)
    return Word(
        pk=term.pk,
        name=own[0] if own else term.term,
        name_language=language if own else FRENCH,
        explanation=explanation,
        language=spoken,
        to_verify=term.to_verify or is_stale(term, language),
    )


def words_in(language):
    """Every Word for readers of that language, in the order of the alphabet."""
    words = [word_of(term, language) for term in GlossaryTerm.objects.all()]
    return sorted(words, key=lambda word: word.name.casefold())


def said(term, language):
    """(its explanation, the language that is in): an editor's, else the one we ship for our own
    French, else French."""
    if language == FRENCH:
        return term.explanation, FRENCH
    theirs = term.translations.get(language, {}).get("explanation")
    with override(language):
        shipped = theirs or _(term.explanation)
    return (shipped, language) if shipped != term.explanation else (term.explanation, FRENCH)


def french_of(term):
    """The fingerprint of the French a translation is made from."""
    return fingerprint(f"{term.term}\n{term.explanation}")


def is_stale(term, language):
    """Whether the French has changed since an editor translated it."""
    theirs = term.translations.get(language)
    return bool(theirs) and theirs.get("made_from") != french_of(term)


def explained_forms():
    """Every form that French pages explain. One query."""
    terms = GlossaryTerm.objects.only("term", "forms")
    return frozenset(form for term in terms for form in forms_in(term, FRENCH))
