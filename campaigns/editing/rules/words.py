"""A rule of the self-check in words, line by line, for editors who compare or read it."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.eligibility.asking import by_code
from campaigns.eligibility.rules import Verdict
from campaigns.eligibility.written import questions_now
from campaigns.services.amounts import with_amounts

VERDICTS = {
    Verdict.LIKELY.value: gettext_lazy("Vous y avez peut-être droit"),
    Verdict.MAYBE.value: gettext_lazy("À regarder ensemble"),
    Verdict.UNLIKELY.value: gettext_lazy("Plutôt non"),
    None: gettext_lazy("rien à dire"),
}


def rule_lines(rule):
    """Every line of a rule; [] when the aid has none. Never fails, also on a wrong rule."""
    if not isinstance(rule, dict):
        return []
    known = by_code(questions_now())
    best = _("Au mieux : %(verdict)s") % {"verdict": verdict_words(rule.get("at_most"))}
    unseen = [_("Pas regardé : %(what)s") % {"what": w} for w in as_list(rule.get("unseen"))]
    cases = [example_line(example, known) for example in as_list(rule.get("examples"))]
    return [
        best,
        *in_figures(condition_lines(rule.get("when"), known)),
        *unseen,
        *in_figures(cases),
    ]


def in_figures(lines):
    """The lines with the amounts of today, for all of them at once."""
    return list(with_amounts(dict(enumerate(lines))).values())


def as_list(value):
    return value if isinstance(value, list) else []


def verdict_words(verdict):
    known = isinstance(verdict, str) or verdict is None
    return str(VERDICTS.get(verdict, verdict) if known else verdict)


def condition_lines(condition, known, *, depth=0):
    """A condition over {code: Question}, one question a line, what belongs together set in."""
    indent = "  " * depth
    match condition:
        case {"all": [*parts]}:
            return [
                f"{indent}{_('Tout ceci :')}",
                *(line for part in parts for line in condition_lines(part, known, depth=depth + 1)),
            ]
        case {"any": [*parts]}:
            return [
                f"{indent}{_('Une de ces choses :')}",
                *(line for part in parts for line in condition_lines(part, known, depth=depth + 1)),
            ]
        case {"question": str(code), "is": [*options]}:
            return [f"{indent}{question_words(code, known)} {options_words(code, options, known)}"]
        case {"question": str(code), "is_not": [*options]}:
            words = options_words(code, options, known)
            excluded = _("sauf : %(options)s") % {"options": words}
            return [f"{indent}{question_words(code, known)} {excluded}"]
    return [f"{indent}{condition!r}"]


def example_line(example, known):
    """ "« Des dettes » → Vous y avez peut-être droit" """
    match example:
        case {"answers": dict(answers), "verdict": verdict}:
            return f"{answers_words(answers, known)} → {verdict_words(verdict)}"
    return repr(example)


def answers_words(answers, known):
    """All that somebody answered, in a row. « Oui » alone would not say to what."""
    labels = Counter(option.label for question in known.values() for option in question.options)
    return _(" et ").join(
        answer_words(code, str(option), known, labels)
        for code, options in answers.items()
        for option in as_list(options)
    )


def answer_words(code, option, known, labels):
    """One answer as residents read it, with its question where another has the same words."""
    found = option_labels(known[code]).get(option, option) if code in known else option
    plain = {one.code: one.label for one in known[code].options} if code in known else {}
    if labels[plain.get(option)] > 1:
        return f"« {known[code].text} {found} »"
    return f"« {found} »"


def question_words(code, known):
    """As residents read it, and that it is retired."""
    if code not in known:
        return code
    return with_mark(known[code].text, known[code].retired)


def options_words(code, options, known):
    """The answers as residents read them, with « ou » between."""
    labels = option_labels(known[code]) if code in known else {}
    return _(" ou ").join(f"« {labels.get(option, option)} »" for option in map(str, options))


def option_labels(question):
    """{code: its label, and that it or its question is retired}."""
    return {
        option.code: with_mark(option.label, option.retired or question.retired)
        for option in question.options
    }


def with_mark(words, is_retired):
    return _("%(words)s (retirée)") % {"words": words} if is_retired else words
