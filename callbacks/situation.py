"""The questions on a person's situation: those of the product, then those of this installation.

One shape for both, so that the sheet, the figures, the person's copy and a copy for training have
one code. The product's cannot be changed, for figures of all years and cantons compare by them;
the others are rows (docs/decisions/own-questions.md), read at most once in
settings.LISTS_KEPT_SECONDS by each process.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from callbacks.models.interview import NOT_SAID
from callbacks.models.profile import Activity, AgeBand, Gender, Household
from callbacks.models.question import Kind, QuestionVersion
from julien.core.kept import Kept

UNSAID = (NOT_SAID, Household.NOT_SAID.label)
YES_OR_NO = (("yes", _("oui")), ("no", _("non")), ("unknown", _("ne sait pas")))
# Of an interview whose sheet had not this question, not yet or no more.
NOT_ON_SHEET = "not_on_sheet"
# After the name of a question: the field in which a page says which version it shows.
VERSION = "-version"


@dataclass(frozen=True)
class Asked:
    """One question. An answer is a code, or of `several` the list of its codes.

    choices: ((code, words), …), all there ever were, the unanswered one last. retired: those
    offered no more. version: 0 of the product's, whose words the version of the sheet tells.
    """

    name: str
    title: object
    wording: object
    guidance: object
    choices: tuple
    several: bool = False
    retired: frozenset = frozenset()
    is_offered: bool = True
    version: int = 0
    since: object = None

    @property
    def unsaid(self):
        """The answer of who was not asked, or did not say."""
        return [] if self.several else NOT_SAID

    @property
    def version_name(self):
        """How a page calls the version it shows."""
        return f"{self.name}{VERSION}"

    def offered(self, taken=()):
        """The choices to show, `taken` ones among them though they are retired."""
        return [one for one in self.choices if one[0] not in self.retired or one[0] in taken]

    def in_order(self, codes):
        """Those of these codes that answer it, in the order of the choices."""
        return [code for code, _words in self.choices if code in codes and code != NOT_SAID]

    def say(self, answer):
        """The words of an answer."""
        codes = (answer or [NOT_SAID]) if self.several else [answer]
        words = dict(self.choices)
        return ", ".join(str(words.get(code, code)) for code in codes)


BROUGHT = {
    asked.name: asked
    for asked in (
        Asked("household", _("ménage"), _("Avec qui vivez-vous ?"), "", tuple(Household.choices)),
        Asked(
            "age_band",
            _("âge"),
            _("Quel âge avez-vous, à peu près ?"),
            _("Des aides commencent à 18, 25, 60 et 65 ans."),
            tuple(AgeBand.choices),
        ),
        Asked(
            "gender",
            _("sexe"),
            _("Vous dites-vous femme, homme, autrement ?"),
            _("Notez ce que la personne dit. Ne devinez pas à la voix."),
            tuple(Gender.choices),
        ),
        Asked(
            "activity",
            _("activité"),
            _("Que faites-vous en ce moment ?"),
            _("S'il y a deux réponses : celle qui fait vivre."),
            tuple(Activity.choices),
        ),
    )
}


def questions(shown=()):
    """{name: Asked} in the order of the sheet, those asked no more included.

    shown: (name, version) pairs that a page had. Where another process put more on it than this one
    has read, it reads anew: no answer is lost because a question is seconds old.
    """
    known = _kept.value()
    if any(version > (known[name].version if name in known else 0) for name, version in shown):
        forget()
    return BROUGHT | _kept.value()


def asked_in(version):
    """The Asked of one QuestionVersion, in the words it had."""
    question = version.question
    answers = version.answers
    coded = YES_OR_NO if question.kind == Kind.YES_NO else _coded(answers)
    return Asked(
        name=question.code,
        title=version.title,
        wording=version.wording,
        guidance=version.guidance,
        choices=(*coded, UNSAID),
        several=question.kind == Kind.SEVERAL,
        retired=frozenset(one["code"] for one in answers if one["retired"]),
        is_offered=question.retired_on is None,
        version=version.number,
        since=version.since,
    )


def _coded(answers):
    return tuple((one["code"], one["label"]) for one in answers)


def _read():
    """{code: Asked}: each question in the words of its last version. One query."""
    versions = QuestionVersion.objects.select_related("question").order_by(
        "question__position", "question__pk", "number"
    )
    return {version.question.code: asked_in(version) for version in versions}


_kept = Kept(_read)
keep, forget = _kept.keep, _kept.forget
