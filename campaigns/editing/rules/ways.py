"""A condition as ticks, and back: what is always needed, and up to three ways, one of them enough.

    canton yes, and (RDU low, or (children and RDU middling))

is BASE with one question, way 1 with one, way 2 with two. Anything more nested has no ticks.
"""

BASE = ""
WAYS = ("1", "2", "3")
KINDS = (("is", "is"), ("not", "is_not"))


def ticks_of(when):
    """{way: {"is": {(question, option)}, "not": …}} of a condition; None when ticks cannot say
    it."""
    parts = when["all"] if set(when) == {"all"} else [when]
    choices = [part["any"] for part in parts if "any" in part]
    if len(choices) > 1 or any(len(ways) > len(WAYS) or len(ways) < 2 for ways in choices):
        return None
    groups = {way: [] for way in (BASE, *WAYS)} | {
        BASE: [part for part in parts if "any" not in part]
    }
    for way, part in zip(WAYS, choices[0] if choices else [], strict=False):
        groups[way] = part["all"] if set(part) == {"all"} else [part]
    ticks = {way: plain_ticks(group) for way, group in groups.items()}
    return None if None in ticks.values() else ticks


def plain_ticks(parts):
    """The ticks of a list of questions; None for one that is nested or names a question twice."""
    ticks, seen = {"is": set(), "not": set()}, set()
    for part in parts:
        kind = next((kind for kind, key in KINDS if key in part), None)
        if kind is None or (kind, part["question"]) in seen:
            return None
        seen.add((kind, part["question"]))
        ticks[kind] |= {(part["question"], option) for option in part[dict(KINDS)[kind]]}
    return ticks


def condition_of(ticks, questions):
    """The condition that ticks_of() reads as these ticks, the questions in their order."""
    parts = parts_of(ticks[BASE], questions)
    ways = [joined(found) for way in WAYS if (found := parts_of(ticks[way], questions))]
    return joined([*parts, *([{"any": ways}] if ways else [])])


def parts_of(ticks, questions):
    """One line a question: one of the fitting answers, none of those that rule out."""
    found = []
    for question in questions:
        for kind, key in KINDS:
            codes = [o.code for o in question.options if (question.code, o.code) in ticks[kind]]
            found += [{"question": question.code, key: codes}] if codes else []
    return found


def joined(parts):
    return parts[0] if len(parts) == 1 else {"all": parts}
