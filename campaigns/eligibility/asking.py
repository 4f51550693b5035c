"""What a question is, and what answers are."""

from dataclasses import dataclass
from functools import cached_property

# {code of a question: codes of the options chosen}. A skipped question is not there.
Answers = dict[str, frozenset[str]]
MOST_ASKED = 10  # "ten plain questions at most"


@dataclass(frozen=True)
class Option:
    """`otherwise` is said when the question was answered without this option.

    `french` names the words that are told in French to a reader of another language.
    """

    code: str
    label: str
    says: str
    otherwise: str = ""
    retired: bool = False
    french: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """`missing` names it when it was skipped: "votre âge".

    several: more than one option can be chosen. open: an option left out says nothing, so that
    "no debts" is never concluded from silence. background: it says nothing about a need, so that
    an age alone never lists ten aids. retired: it is not asked any more, and rules that name it
    take it as skipped. `french` as in Option.
    """

    code: str
    text: str
    missing: str
    options: tuple[Option, ...]
    help: str = ""
    several: bool = False
    open: bool = False
    background: bool = False
    retired: bool = False
    french: frozenset[str] = frozenset()

    def option(self, code):
        return next(option for option in self.options if option.code == code)

    @property
    def asked(self):
        """The options that can be chosen today; none of a retired question."""
        return () if self.retired else tuple(one for one in self.options if not one.retired)

    @cached_property
    def asked_codes(self):
        return frozenset(option.code for option in self.asked)


def by_code(questions):
    """{code: Question}."""
    return {question.code: question for question in questions}


def asked_of(questions):
    """Those that are asked today."""
    return [question for question in questions if not question.retired]
