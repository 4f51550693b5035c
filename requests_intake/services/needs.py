"""Editing what a call may need. Codes stay; requests that have one still say it."""

from dataclasses import dataclass
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.editing.confirming import MovedMeanwhile, claim
from requests_intake.models import CallNeed
from requests_intake.models.call_need import OWN
from requests_intake.needs import STEP, forget, needs

# A form is no survey: so many are offered at once.
MOST_OFFERED = 12


class NeedRefused(Exception):
    """`sentence` says to the administrator why. Nothing was changed."""

    def __init__(self, sentence):
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Words:
    """A need as it was typed. wording: {language: what residents read}, French among them but for
    one of the product's, which has its own."""

    name: str
    wording: dict
    advice: str = ""


@transaction.atomic
def add_need(*, words):
    """One more need after the others, offered from now on. Returns it; raises NeedRefused."""
    known = _read()
    _check_room(known)
    _check_name(words.name, known.values())
    row = CallNeed(
        code=token_hex(8),
        position=max(line.position for line in known.values()) + STEP,
        **_columns(words),
    )
    _save_as_named(row)
    row.code = f"{OWN}{row.pk}"  # the database never gives the number of a row twice
    row.save(update_fields=["code"])
    forget()
    return row


@transaction.atomic
def save_need(*, code, revision, words, position, retired, on):
    """Keep what was typed about a need whose `revision` was on the page.

    Raises NeedRefused, or MovedMeanwhile when somebody else saved it since; KeyError for a code
    that nobody knows.
    """
    known = _read()
    line = known.pop(code)
    if retired and line.is_needed:
        raise NeedRefused(_("« %(name)s » ne peut pas être retiré.") % {"name": line.name})
    if line.retired_on and not retired:
        _check_room(known)
    _check_name(words.name, known.values())
    row = CallNeed.objects.filter(code=code).first()
    if row:
        claim(row, revision)
    elif revision:
        raise MovedMeanwhile
    row = row or CallNeed(code=code)
    row.position = position
    row.retired_on = (line.retired_on or on) if retired else None
    row.revision = revision + 1
    for name, value in _columns(words).items():
        setattr(row, name, value)
    _save_as_named(row)
    forget()


def _read():
    """Each Needed as it stands in the database now."""
    forget()
    return needs()


def _check_room(known):
    if sum(line.retired_on is None for line in known.values()) >= MOST_OFFERED:
        raise NeedRefused(
            _("Il y a déjà %(most)d besoins à choisir. Retirez-en un d'abord.")
            % {"most": MOST_OFFERED}
        )


def _check_name(name, others):
    if name.casefold() in {other.name.casefold() for other in others}:
        raise NeedRefused(_taken(name))


def _taken(name):
    return _("« %(name)s » est déjà dans la liste, proposé ou retiré.") % {"name": name}


def _columns(words):
    return {"name": words.name, "wording": words.wording, "advice": words.advice}


def _save_as_named(row):
    """Save it. Of two that save the same name, or the same line, at once one is refused."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refused:
        if "call_need_named_once" in str(refused):
            raise NeedRefused(_taken(row.name)) from None
        raise MovedMeanwhile from None
