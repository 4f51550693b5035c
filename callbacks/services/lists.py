"""Editing the lists of the desk. Codes stay; what was written with them keeps its meaning."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from callbacks.lists import STEP, forget, words
from callbacks.models import Reason
from callbacks.models.listed_word import ListedWord
from callbacks.models.reason import OTHER, SILENT


class ListRefused(Exception):
    """`sentence` says to the administrator why."""

    def __init__(self, sentence):
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Edited:
    """One line as it was typed. `retry_minutes` is None for the usual time."""

    code: str
    label: str
    position: int
    retired: bool = False
    retry_minutes: int | None = None


@transaction.atomic
def save_list(*, listed, lines, on):
    """Write the Edited `lines` of a list. Raises ListRefused; then nothing was changed.

    A retired code is offered no more and stays readable; a code the work needs cannot be retired.
    """
    known = words(listed)
    for line in lines:
        word = known[line.code]
        if line.retired and word.needed:
            raise ListRefused(_("« %(label)s » ne peut pas être retiré.") % {"label": word.label})
        ListedWord.objects.update_or_create(
            listed=listed,
            code=line.code,
            defaults={
                "label": line.label,
                "position": line.position,
                "retired_on": (word.retired_on or on) if line.retired else None,
                "retry_minutes": line.retry_minutes,
            },
        )
    forget()


@transaction.atomic
def add_line(*, listed, label):
    """A new line at the end of a list that can grow, with a code of its own."""
    added = ListedWord.objects.filter(listed=listed, code__startswith="added_").count()
    last = max(word.position for word in words(listed).values())
    ListedWord.objects.create(
        listed=listed, code=f"added_{added + 1}", label=label, position=last + STEP
    )
    forget()


@transaction.atomic
def save_reasons(*, lines, on):
    """The same for the reasons of non-take-up, which have a table of their own.

    Once somebody changed a reason, import_reasons leaves it alone. Raises ListRefused.
    """
    for line in lines:
        reason = Reason.objects.select_for_update(of=("self",)).get(code=line.code)
        if line.retired and line.code in {SILENT, OTHER}:
            raise ListRefused(_("« %(label)s » ne peut pas être retiré.") % {"label": reason.label})
        retired_on = (reason.retired_on or on) if line.retired else None
        typed = (line.label, line.position, retired_on)
        if typed != (reason.label, reason.position, reason.retired_on):
            reason.label, reason.position, reason.retired_on = typed
            reason.edited_on = on
            reason.save()


@transaction.atomic
def add_reason(*, label, forms, on):
    """A new reason of non-take-up of these forms of the typology, with a code of its own."""
    codes = Reason.objects.filter(code__startswith="A").values_list("code", flat=True)
    number = max((int(code[1:]) for code in codes if code[1:].isdigit()), default=0) + 1
    last = Reason.objects.exclude(code__in=[SILENT, OTHER]).aggregate(last=Max("position"))
    Reason.objects.create(
        code=f"A{number:02}",
        label=label,
        forms=forms,
        position=(last["last"] or 0) + 1,
        edited_on=on,
    )
