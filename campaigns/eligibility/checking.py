"""The self-check as its page shows it: questions with what was answered, results in words."""

import logging
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.amounts import filled
from campaigns.catalogue.lists import places
from campaigns.catalogue.pages import AidCard, cards_of, notes_of
from campaigns.eligibility.asking import Question, by_code
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.rules import Verdict, judge, read_in_use
from campaigns.models import Aid, EligibilityRule
from julien.core.listed import listed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the codes chosen so far. `notes`: what of its amounts is not certain."""

    question: Question
    chosen: frozenset[str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToldResult:
    """One aid with its verdict, and why, in words. `notes`: what of its amounts is not certain.

    The `…_french` are what only French has words for, for a reader of another language.
    """

    card: AidCard
    verdict: Verdict
    why: str
    why_french: str
    missing: str
    missing_french: str
    unseen: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """All results, by verdict, the surest first, then those most answers speak for.

    partly_french: something of an aid is told in French to a reader of another language.
    """

    likely: list[ToldResult]
    maybe: list[ToldResult]
    unlikely: list[ToldResult]
    answered: int
    partly_french: bool = False

    @property
    def found(self):
        return len(self.likely) + len(self.maybe)


def asked(questions, answers, amounts):
    """Those that are asked, with the amounts {name: Spoken} of today in their words."""
    return [
        AskedQuestion(
            in_figures(question, amounts),
            answers.get(question.code, frozenset()),
            notes_of(" ".join(option.label for option in question.asked), amounts),
        )
        for question in questions
        if not question.retired
    ]


def in_figures(question, amounts):
    """As it is asked: without what is retired, with figures."""
    options = [replace(one, label=filled(one.label, amounts)) for one in question.asked]
    read = {name: filled(getattr(question, name), amounts) for name in ("text", "help")}
    return replace(question, options=tuple(options), **read)


def outcome_of(questions, answers, language, amounts):
    """What the answers say about the published aids, in their order where equally near. Nothing
    is written."""
    rows = EligibilityRule.objects.filter(aid__state=Aid.State.PUBLISHED).select_related("aid")
    rows = rows.annotate(**places("aid")).order_by(*places("aid"), "aid__slug")
    results = judge(answers, usable_rules(rows, questions))
    aids = Aid.objects.published().for_list().filter(slug__in=[r.aid for r in results])
    cards = {card.slug: card for card in cards_of(aids, language)}
    known = by_code(questions)
    told = [
        with_figures(told_of(result, cards[result.aid], known), amounts)
        for result in results
        if result.aid in cards
    ]
    return Outcome(
        *([one for one in told if one.verdict == verdict] for verdict in Verdict),
        answered=len(answers),
        partly_french=any(is_partly_french(one, language) for one in told),
    )


def is_partly_french(told, language):
    """What a rule says was not looked at is an editor's text: French, whatever the page."""
    french = told.unseen or told.why_french or told.missing_french
    return language != settings.LANGUAGE_CODE and bool(french or told.card.language != language)


def usable_rules(rows, questions):
    """An edited rule that cannot be read concerns nobody; the others still work."""
    for row in rows:
        try:
            yield read_in_use(row.content | {"aid": row.aid.slug}, questions)
        except BadRule as bad:
            log.warning("eligibility: a rule is left out: %s", bad)


def told_of(result, card, known):
    reasons = [words(known[code], option, has_it) for code, option, has_it in result.reasons]
    missing = [known[code] for code in result.missing]
    with override(settings.LANGUAGE_CODE):
        why_french = because([text for text, is_french in reasons if is_french])
    return ToldResult(
        card=card,
        verdict=result.verdict,
        why=because([text for text, is_french in reasons if not is_french]),
        why_french=why_french,
        missing=listed(q.missing for q in missing if "missing" not in q.french),
        missing_french=", ".join(q.missing for q in missing if "missing" in q.french),
        unseen=" ; ".join(result.unseen),
    )


def with_figures(told, amounts):
    """A result with the amounts of today in its words."""
    names = ("why", "why_french", "missing", "missing_french", "unseen")
    written = {name: getattr(told, name) for name in names}
    read = {name: filled(text, amounts) for name, text in written.items()}
    return replace(told, **read, notes=notes_of(" ".join(written.values()), amounts))


def because(said):
    """ "Parce que vous habitez le canton du Jura et que vous avez un enfant." """
    said = [text for text in dict.fromkeys(said) if text]
    if not said:
        return ""
    if said[1:]:
        first = _(", que ").join(said[:-1])
        listed = _("%(first)s et que %(last)s") % {"first": first, "last": said[-1]}
    else:
        listed = said[0]
    return _("Parce que %(reasons)s.") % {"reasons": listed}


def words(question, option, has_it):
    """(the reason, whether it is French for this reader)."""
    found, name = question.option(option), "says" if has_it else "otherwise"
    return getattr(found, name), name in found.french
