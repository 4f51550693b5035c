"""The questions as they stand: the product's ten, with what editors changed, retired and added.

A word that nobody changed is the product's, in every language it ships; one that an editor wrote
is read in their translation, else in French (docs/decisions/the-checks-questions-are-data.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from campaigns.catalogue.parts import fingerprint
from campaigns.eligibility.asking import Option, Question
from campaigns.eligibility.questions import OURS
from campaigns.models import CheckQuestion

FRENCH = "fr"
QUESTION_WORDS = ("text", "missing", "help")
OPTION_WORDS = ("label", "says", "otherwise")
STEP = 10
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Written:
    """One question as editors have it before them, with all that is retired.

    `texts`: {word: {language: {"text", "made_from"}}} of editors; a word is "text", or of an
    option "yes.label". `brought`: {word: the product's French}.
    """

    code: str
    kind: str
    texts: dict
    brought: dict
    options: tuple[str, ...]
    retired_options: frozenset[str]
    open: bool
    background: bool
    several: bool
    is_retired: bool
    position: int
    revision: int

    @property
    def is_ours(self):
        return self.code in OURS

    @property
    def words(self):
        """Every word it has or may have, in order."""
        return [*QUESTION_WORDS, *(word_of(o, w) for o in self.options for w in OPTION_WORDS)]

    def french(self, word):
        """Its French: an editor's, else the product's, else ""."""
        theirs = self.texts.get(word, {}).get(FRENCH, {}).get("text")
        return theirs or self.brought.get(word, "")

    def said(self, word, language):
        """(its text, whether that is French for a reader of another language).

        The language must be the active one.
        """
        french, theirs = self.french(word), self.texts.get(word, {}).get(language)
        if language == FRENCH or not french:
            return french, False
        return (theirs["text"], False) if theirs else self.said_without(word)

    def said_without(self, word):
        """The same in the active language, where no editor translated it: what we ship, or its
        French."""
        french = self.french(word)
        shipped = _(french)
        return shipped, shipped == french != self.brought.get(word)

    def is_stale(self, word, language):
        """Whether its French has changed since an editor translated it."""
        theirs = self.texts.get(word, {}).get(language)
        if language == FRENCH or not theirs:
            return False
        return theirs["made_from"] != fingerprint(self.french(word))


def word_of(option, word):
    return f"{option}.{word}"


@cache
def brought_words(code, kind):
    """{word: French} that the product brings: all of its own questions, "Oui" and "Non"."""
    with override(FRENCH):
        if code not in OURS:
            words = {"yes": _("Oui"), "no": _("Non")} if kind == CheckQuestion.Kind.YES_NO else {}
            return {word_of(option, "label"): word for option, word in words.items()}
        question = OURS[code]
        found = {word: str(getattr(question, word)) for word in QUESTION_WORDS}
        for option in question.options:
            for word in OPTION_WORDS:
                found[word_of(option.code, word)] = str(getattr(option, word))
        return found


def written_of(row):
    """The Written of a row; of a question of ours without one: CheckQuestion(code=…)."""
    content, ours = row.content, OURS.get(row.code)
    open_, background, several, first = own_shape(row) if ours is None else our_shape(ours)
    return Written(
        code=row.code,
        kind=row.kind,
        texts=content.get("texts", {}),
        brought=brought_words(row.code, row.kind),
        options=tuple(dict.fromkeys([*content.get("options", ()), *first])),
        retired_options=frozenset(content.get("retired", ())),
        open=open_,
        background=background,
        several=several,
        is_retired=row.retired_on is not None,
        position=place_of(row),
        revision=row.revision,
    )


def our_shape(question):
    codes = [option.code for option in question.options]
    return question.open, question.background, question.several, codes


def own_shape(row):
    several = row.kind == CheckQuestion.Kind.SEVERAL
    options = YES_NO if row.kind == CheckQuestion.Kind.YES_NO else ()
    return bool(row.content.get("open")), bool(row.content.get("background")), several, options


def place_of(row):
    """Where it stands: where somebody moved it, else where the product has it, else last."""
    if row.position is not None:
        return row.position
    codes = list(OURS)
    return (codes.index(row.code) + 1) * STEP if row.code in OURS else len(codes) * STEP + row.pk


def read_rows():
    """What editors changed. One query."""
    return list(CheckQuestion.objects.all())


def all_written(rows: Iterable[CheckQuestion]) -> list[Written]:
    """Every question, the retired ones too, in their order."""
    there = {row.code: row for row in rows}
    ours = [there.pop(code, None) or CheckQuestion(code=code) for code in OURS]
    found = [written_of(row) for row in (*ours, *there.values())]
    return sorted(found, key=lambda one: (one.position, one.code))


def questions_now(rows=None) -> list[Question]:
    """Every Question, the retired ones too, in their order and the language of the moment. One
    query, or none where the rows are given."""
    rows = read_rows() if rows is None else rows
    language = get_language()
    return [question_of(one, language) for one in all_written(rows)]


def question_of(written, language):
    """The Question in the active language."""
    words, french = said_of(written, QUESTION_WORDS, language)
    return Question(
        code=written.code,
        options=tuple(option_of(written, code, language) for code in written.options),
        several=written.several,
        open=written.open,
        background=written.background,
        retired=written.is_retired,
        french=french,
        **words,
    )


def option_of(written, code, language):
    words, french = said_of(written, OPTION_WORDS, language, lambda word: word_of(code, word))
    retired = code in written.retired_options
    return Option(code=code, retired=retired, french=french, **words)


def said_of(written, names, language, word=str):
    """({name: its text}, the names whose text is French to this reader)."""
    found = {name: written.said(word(name), language) for name in names}
    french = frozenset(name for name, (_text, is_french) in found.items() if is_french)
    return {name: text for name, (text, _is_french) in found.items()}, french
