"""What a change of the questions does to the rules: who uses them, which cases no longer come
true."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.amounts import filled
from campaigns.editing.amounts.uses import titles_of_aids
from campaigns.editing.rules.cases import case_fails, cases_of, is_readable
from campaigns.eligibility.conditions import answered_in
from campaigns.eligibility.rules import read_untried
from campaigns.models import AidDraft, EligibilityRule
from campaigns.services.amounts import amounts_today


@dataclass(frozen=True)
class RuleUse:
    """One rule that names a question. `cases` is how many of its cases do; `broken` are sentences
    about those that would no longer come true."""

    title: str
    address: str
    cases: int
    broken: list


def uses_of(codes, before, after):
    """A RuleUse for each rule, and each draft of one, that names one of these questions; those
    that break first. `before` and `after` are all Questions. Four queries."""
    amounts = amounts_today()
    found = [
        RuleUse(
            title,
            address,
            cases_with(rule, codes),
            [filled(words, amounts) for words in broken_of(rule, before, after)],
        )
        for title, address, rule in all_rules()
        if is_readable(rule, before) and names(rule, codes, before)
    ]
    return sorted(found, key=lambda use: (not use.broken, use.title))


def all_rules():
    """(title, where an editor looks at it, the rule as data)."""
    titles = titles_of_aids()
    for row in EligibilityRule.objects.select_related("aid").order_by("aid__slug"):
        slug = row.aid.slug
        yield titles.get(slug, slug), reverse("editing:aid", args=[slug]), row.content
    for draft in AidDraft.objects.open().order_by("pk"):
        if draft.content["rule"]:
            title = _("%(title)s (brouillon)") % {"title": draft.title}
            yield title, reverse("editing:writing", args=[draft.pk]), draft.content["rule"]


def names(rule, codes, questions):
    """Whether its condition, a case or its list of questions that suffice has one of these."""
    read = read_untried({"aid": ""} | rule, questions)
    in_condition = any(one.question.code in codes for one in answered_in(read.when))
    listed = any(code in rule.get("listed_by", []) for code in codes)
    return in_condition or listed or cases_with(rule, codes) > 0


def cases_with(rule, codes):
    return sum(any(code in example["answers"] for code in codes) for example in rule["examples"])


def broken_of(rule, before, after):
    """The cases that come true before and not after, in words."""
    pairs = zip(cases_of(rule, before), cases_of(rule, after), strict=True)
    return [case_fails(new) for old, new in pairs if old.holds and not new.holds]
