"""What a question is, and what answers are."""

from dataclasses import dataclass

# {code of a question: codes of the options chosen}. A skipped question is not there.
Answers = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Option:
    """`otherwise` is said when the question was answered without this option."""

    code: str
    label: str
    says: str
    otherwise: str = ""


@dataclass(frozen=True)
class Question:
    """`missing` names it when it was skipped: "votre âge".

    several: more than one option can be chosen. open: an option left out says nothing, so that
    "no debts" is never concluded from silence. background: it says nothing about a need, so that
    an age alone never lists ten aids.
    """

    code: str
    text: str
    missing: str
    options: tuple[Option, ...]
    help: str = ""
    several: bool = False
    open: bool = False
    background: bool = False

    def option(self, code):
        return next(option for option in self.options if option.code == code)
