"""What there is to translate, and what to look at again, language by language."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from campaigns.catalogue.translated import FRENCH, State, translated_parts
from campaigns.models import Aid, Part


@dataclass(frozen=True)
class Line:
    """One aid in one language: how many of its parts are current, out of date, missing, and how
    many nobody who speaks the language has read yet."""

    slug: str
    title: str
    current: int
    stale: int
    missing: int
    unread: int

    @property
    def words(self):
        if not self.current and not self.stale:
            return _("rien encore")
        if self.stale:
            return _("à revoir")
        if self.unread:
            return _("à relire")
        return _("en partie") if self.missing else _("complète")


@dataclass(frozen=True)
class Language:
    """All aids in one language, those to be looked at again first."""

    code: str
    name: str
    lines: list[Line]

    @property
    def stale(self):
        return sum(line.stale for line in self.lines)

    @property
    def unread(self):
        return sum(line.unread for line in self.lines)

    @property
    def current(self):
        return sum(line.current for line in self.lines)

    @property
    def parts(self):
        return sum(line.current + line.stale + line.missing for line in self.lines)


def others():
    """{code: name} of the languages that are translated into."""
    return {code: name for code, name in settings.LANGUAGES if code != FRENCH}


def languages():
    """A Language for each. Two queries whatever the number of aids."""
    aids = list(Aid.objects.published().prefetch_related("parts"))
    return [language_of(code, name, aids) for code, name in others().items()]


def language_of(code, name, aids):
    lines = sorted((line_of(aid, code) for aid in aids), key=urgency)
    return Language(code, name, lines)


def urgency(line):
    """Out of date first, then what was begun, then what nobody has read, the rest by title."""
    begun = line.current and line.missing
    return (-line.stale, not begun, not line.unread, line.title)


def line_of(aid, language):
    parts = translated_parts(aid, language)
    counts = Counter(one.state for one in parts)
    title = next((one.french for one in parts if one.part == Part.TITLE), aid.slug)
    return Line(
        slug=aid.slug,
        title=title,
        current=counts[State.CURRENT],
        stale=counts[State.STALE],
        missing=counts[State.MISSING],
        unread=sum(one.unread for one in parts),
    )
