"""Editing this installation's own questions. What was answered keeps its words and its count."""

from dataclasses import dataclass
from secrets import token_hex

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from callbacks.lists import STEP
from callbacks.models.question import OWN, Kind, Question, QuestionVersion
from callbacks.situation import forget

# A conversation is no survey, and what is sealed of it has one length (services/profiles.py).
MOST_ASKED = 8
MOST_ANSWERS = 12


class QuestionRefused(Exception):
    """`sentence` says to the administrator why. Nothing was changed."""

    def __init__(self, sentence):
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Words:
    """A question as it was typed.

    answers: ({"code", "label", "retired"}, …) in their order, a new one with the code "".
    """

    title: str
    wording: str
    guidance: str = ""
    answers: tuple = ()


@transaction.atomic
def add_question(*, kind, words, at):
    """A new question after the others, asked from now on. Returns it; raises QuestionRefused."""
    _check_room()
    last = Question.objects.aggregate(position=Max("position"))["position"] or 0
    question = Question.objects.create(code=token_hex(6), kind=kind, position=last + STEP)
    question.code = f"{OWN}{question.pk}"  # of two added at once, each has its own
    question.save()
    _add_version(question, words, number=1, at=at)
    forget()
    return question


@transaction.atomic
def save_question(*, code, shown, words, position, retired, at, on):
    """Keep what was typed about a question whose version `shown` was on the page.

    Other words are a new version; place and retirement are not. Raises QuestionRefused, also when
    somebody else changed the words meanwhile.
    """
    question = Question.objects.select_for_update(of=("self",)).get(code=code)
    last = question.versions.last()
    if last.number != shown:
        raise QuestionRefused(
            _("Quelqu'un a changé cette question entre-temps. Rouvrez-la, et reprenez vos mots.")
        )
    if question.retired_on and not retired:
        _check_room()
    question.position = position
    question.retired_on = (question.retired_on or on) if retired else None
    question.save()
    if words != _words_of(last):
        _add_version(question, words, number=last.number + 1, at=at)
    forget()


def _check_room():
    if Question.objects.filter(retired_on=None).count() >= MOST_ASKED:
        raise QuestionRefused(
            _("Il y a déjà %(most)d questions à vous sur la fiche. Retirez-en une d'abord.")
            % {"most": MOST_ASKED}
        )


def _words_of(version):
    return Words(version.title, version.wording, version.guidance, tuple(version.answers))


def _add_version(question, words, *, number, at):
    if question.kind != Kind.YES_NO:
        _check_answers(words.answers)
    QuestionVersion.objects.create(
        question=question,
        number=number,
        title=words.title,
        wording=words.wording,
        guidance=words.guidance,
        answers=_coded(words.answers),
        since=at,
    )


def _check_answers(answers):
    if sum(not one["retired"] for one in answers) < 2:
        raise QuestionRefused(_("Il faut au moins deux réponses à choisir."))
    if len(answers) > MOST_ANSWERS:
        raise QuestionRefused(
            _("Pas plus de %(most)d réponses, avec celles qui sont retirées.")
            % {"most": MOST_ANSWERS}
        )


def _coded(answers):
    """The same, each new one with a code that no answer of this question had."""
    number = max((int(one["code"][1:]) for one in answers if one["code"]), default=0)
    found = []
    for one in answers:
        number += not one["code"]
        found.append(one if one["code"] else one | {"code": f"a{number}"})
    return found
