"""A rule of the self-check in words, line by line, for editors who compare or read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.eligibility.questions import BY_CODE
from campaigns.eligibility.rules import Verdict
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
    best = _("Au mieux : %(verdict)s") % {"verdict": verdict_words(rule.get("at_most"))}
    unseen = [_("Pas regardé : %(what)s") % {"what": w} for w in as_list(rule.get("unseen"))]
    cases = [example_line(example) for example in as_list(rule.get("examples"))]
    return [best, *in_figures(condition_lines(rule.get("when"))), *unseen, *in_figures(cases)]


def in_figures(lines):
    """The lines with the amounts of today, for all of them at once."""
    return list(with_amounts(dict(enumerate(lines))).values())


def as_list(value):
    return value if isinstance(value, list) else []


def verdict_words(verdict):
    known = isinstance(verdict, str) or verdict is None
    return str(VERDICTS.get(verdict, verdict) if known else verdict)


def condition_lines(condition, *, depth=0):
    """A condition, one question a line, what belongs together set in."""
    indent = "  " * depth
    match condition:
        case {"all": [*parts]}:
            return [
                f"{indent}{_('Tout ceci :')}",
                *(line for part in parts for line in condition_lines(part, depth=depth + 1)),
            ]
        case {"any": [*parts]}:
            return [
                f"{indent}{_('Une de ces choses :')}",
                *(line for part in parts for line in condition_lines(part, depth=depth + 1)),
            ]
        case {"question": str(code), "is": [*options]}:
            return [f"{indent}{question_words(code)} {options_words(code, options)}"]
        case {"question": str(code), "is_not": [*options]}:
            excluded = _("sauf : %(options)s") % {"options": options_words(code, options)}
            return [f"{indent}{question_words(code)} {excluded}"]
    return [f"{indent}{condition!r}"]


def example_line(example):
    """ "« Des dettes » → Vous y avez peut-être droit" """
    match example:
        case {"answers": dict(answers), "verdict": verdict}:
            return f"{answers_words(answers)} → {verdict_words(verdict)}"
    return repr(example)


def answers_words(answers):
    """All that somebody answered, in a row."""
    said = (
        options_words(code, [option])
        for code, options in answers.items()
        for option in as_list(options)
    )
    return _(" et ").join(said)


def question_words(code):
    return str(BY_CODE[code].text) if code in BY_CODE else code


def options_words(code, options):
    """The answers as residents read them, with « ou » between."""
    known = {o.code: str(o.label) for o in BY_CODE[code].options} if code in BY_CODE else {}
    return _(" ou ").join(f"« {known.get(option, option)} »" for option in map(str, options))
