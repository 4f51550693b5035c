"""The self-check as its page shows it: questions with what was answered, results in words."""

import logging
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from campaigns.catalogue.lists import places
from campaigns.catalogue.pages import AidCard, cards_of, notes_of
from campaigns.catalogue.texts import read_with_amounts
from campaigns.eligibility.asking import Question
from campaigns.eligibility.conditions import BadRule
from campaigns.eligibility.questions import BY_CODE, QUESTIONS
from campaigns.eligibility.rules import Verdict, judge, read_rule
from campaigns.models import Aid, EligibilityRule

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the codes chosen so far. `notes`: what of its amounts is not certain."""

    question: Question
    chosen: frozenset[str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToldResult:
    """One aid with its verdict, and why, in words. `notes`: what of its amounts is not certain."""

    card: AidCard
    verdict: Verdict
    why: str
    missing: str
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


def asked(answers):
    """The ten questions, with the amounts of today in their words."""
    written = {(q.code, option.code): str(option.label) for q in QUESTIONS for option in q.options}
    labels, known = read_with_amounts(written)
    return [
        AskedQuestion(
            labelled(question, labels),
            answers.get(question.code, frozenset()),
            notes_of(" ".join(str(option.label) for option in question.options), known),
        )
        for question in QUESTIONS
    ]


def labelled(question, labels):
    options = [replace(o, label=labels[question.code, o.code]) for o in question.options]
    return replace(question, options=tuple(options))


def outcome_of(answers, language):
    """What the answers say about the published aids, in their order where equally near. Nothing
    is written."""
    rows = EligibilityRule.objects.filter(aid__state=Aid.State.PUBLISHED).select_related("aid")
    rows = rows.annotate(**places("aid")).order_by(*places("aid"), "aid__slug")
    results = judge(answers, usable_rules(rows))
    aids = Aid.objects.published().for_list().filter(slug__in=[r.aid for r in results])
    cards = {card.slug: card for card in cards_of(aids, language)}
    told = with_figures(
        [told_of(result, cards[result.aid]) for result in results if result.aid in cards]
    )
    return Outcome(
        *([one for one in told if one.verdict == verdict] for verdict in Verdict),
        answered=len(answers),
        partly_french=any(is_partly_french(one, language) for one in told),
    )


def is_partly_french(told, language):
    """What a rule says was not looked at is an editor's text: French, whatever the page."""
    return language != settings.LANGUAGE_CODE and bool(
        told.unseen or told.card.language != language
    )


def usable_rules(rows):
    """An edited rule that cannot be read concerns nobody; the others still work."""
    for row in rows:
        try:
            yield read_rule(row.content | {"aid": row.aid.slug})
        except BadRule as bad:
            log.warning("eligibility: a rule is left out: %s", bad)


def told_of(result, card):
    return ToldResult(
        card=card,
        verdict=result.verdict,
        why=because(result.reasons),
        missing=", ".join(str(BY_CODE[code].missing) for code in result.missing),
        unseen=" ; ".join(result.unseen),
    )


def with_figures(told):
    """The results with the amounts of today in their words."""
    read, known = read_with_amounts(
        {(one.card.slug, name): getattr(one, name) for one in told for name in ("why", "unseen")}
    )
    return [
        replace(
            one,
            why=read[one.card.slug, "why"],
            unseen=read[one.card.slug, "unseen"],
            notes=notes_of(f"{one.why} {one.unseen}", known),
        )
        for one in told
    ]


def because(reasons):
    """ "Parce que vous habitez le canton du Jura et que vous avez un enfant." """
    said = [str(words(*reason)) for reason in reasons]
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
    found = BY_CODE[question].option(option)
    return found.says if has_it else found.otherwise
