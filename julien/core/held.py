"""Everything a row holds, in words: for the person who asks what is kept about them.

It reads the model's own fields, so a new column is told without anybody thinking of it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

# Keys and hashes by which rows find each other and links open: they say nothing of the person.
KEYS = {
    "id",
    "request",
    "person_id",
    "contact",
    "callback",
    "duplicate",
    "moved",
    "interview",
    "meeting",
    "uid",
    "phone_lookup",
    "phone_tail_lookup",
    "from_lookup",
    "token",
    "token_lookup",
    "submission",
    "fingerprint",
    "press",
    "last_tab",
    "is_first",
    "message_sid",
    "provider_sid",
}


@dataclass(frozen=True)
class Held:
    """One row: what kind of thing it is, and its (label, value) pairs, without empty ones."""

    what: str
    facts: tuple


def held(rows, **own_words):
    """A Held for each row. `own_words`: for a field, the function that says its value."""
    for row in rows:
        fields = [field for field in row._meta.concrete_fields if field.name not in KEYS]
        said = [
            (
                str(field.verbose_name),
                own_words[field.name](getattr(row, field.name))
                if field.name in own_words
                else say(row, field),
            )
            for field in fields
        ]
        facts = tuple((label, words) for label, words in said if words)
        yield Held(str(row._meta.verbose_name), facts)


def say(row, field):
    """The value of one field as a sentence would have it; "" when there is none."""
    value = getattr(row, field.name)
    if value is None or value in ("", []):
        return ""
    if value is True or value is False:
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        names = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(names.get(each, each)) for each in value)
    return str(dict(field.flatchoices).get(value, value))
