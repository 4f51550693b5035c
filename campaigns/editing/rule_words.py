"""A rule of the self-check in words, line by line, for editors who compare or read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.eligibility.questions import BY_CODE
from campaigns.eligibility.rules import Verdict

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
    lines = [_("Au mieux : %(verdict)s") % {"verdict": verdict_words(rule.get("at_most"))}]
    lines += condition_lines(rule.get("when"))
    unseen = rule.get("unseen")
    lines += [_("Pas regardé : %(what)s") % {"what": what} for what in as_list(unseen)]
    lines += [example_line(example) for example in as_list(rule.get("examples"))]
    return lines


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
    match example:
        case {"answers": dict(answers), "verdict": verdict}:
            given = " + ".join(
                options_words(code, as_list(options)) for code, options in answers.items()
            )
            return f"{given} → {verdict_words(verdict)}"
    return repr(example)


def question_words(code):
    return str(BY_CODE[code].text) if code in BY_CODE else code


def options_words(code, options):
    """The answers as residents read them, with « ou » between."""
    known = {o.code: str(o.label) for o in BY_CODE[code].options} if code in BY_CODE else {}
    return _(" ou ").join(f"« {known.get(option, option)} »" for option in map(str, options))
