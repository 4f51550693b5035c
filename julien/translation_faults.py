"""What is wrong with the translations of one language, as pure functions of its catalogue."""

import re
from collections import Counter
from gettext import c2py

PLACEHOLDER = re.compile(r"%\(\w+\)\d*[a-z]|\{\w+:[\w-]+\}")  # %(total)d, {montant:rdu-adulte}
MANY = 1_000  # beyond, no language we know counts otherwise


def texts(catalog):
    """The messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def faults(catalog, template):
    """What is wrong with one language, in words."""
    single = alone(catalog)
    for message in texts(template):
        found = catalog.get(message.id, message.context)
        if found is None or not all(strings(found)) or found.fuzzy:
            yield f"not translated: {message.id!r}"
        elif not same_placeholders(message.id, found.string, single):
            yield f"other placeholders: {message.id!r} → {found.string!r}"


def strings(message):
    return message.string if isinstance(message.string, (tuple, list)) else [message.string]


def same_placeholders(french, other, alone=frozenset()):
    """Whether both fill in the same values. A form for one number alone may leave it out: a
    singular, or the dual of Arabic."""
    if isinstance(french, str):
        return slots(french) == slots(other)
    one, many = map(slots, french)
    return all(
        slots(text) == many
        or (place == 0 and slots(text) == one)
        or (place in alone and slots(text) < many and len(many - slots(text)) == 1)
        for place, text in enumerate(other)
    )


def alone(catalog):
    """The places of the plural forms that are said of one number only."""
    form_of = c2py(catalog.plural_expr)
    said = Counter(form_of(number) for number in range(MANY))
    return frozenset(place for place, times in said.items() if times == 1)


def slots(text):
    return set(PLACEHOLDER.findall(text))
