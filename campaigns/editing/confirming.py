"""Show what a form changes before it is stored: one page for every register.

The first POST shows the change and the pages it touches, a second one with `save` stores it, `back`
returns to the form with all that was typed. `revision` says which state the person had before them.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext as _

from julien.core.moments import say_day
from julien.core.numbers import read_number

SIGNED = "despite"  # ticked: whoever stores it has read what it breaks


class MovedMeanwhile(Exception):
    """Somebody else saved this row since its page was opened."""


@dataclass(frozen=True)
class Change:
    """One thing that will be said otherwise."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """One text as it will be read: `words` are (language, what has text, language and stale)."""

    what: str
    words: list


@dataclass(frozen=True)
class Confirmation:
    """What the page before storing shows. `pages` are (address, title) that it touches; `notes`
    are sentences; `act` is what the button says; `previews` are Preview; `uses` are rules
    (campaigns.editing.questions.effects.RuleUse); `sign` is what must be ticked to store it."""

    title: str
    back_to: str
    changes: list
    pages: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    act: str = ""
    previews: list = field(default_factory=list)
    uses: list = field(default_factory=list)
    sign: str = ""


def changes_of(form):
    """A Change for each field of a valid form that is no longer what it was."""
    return [
        Change(str(form.fields[name].label), said(form, name, form.initial.get(name)), after)
        for name in form.changed_data
        if not form.fields[name].widget.is_hidden
        and (after := said(form, name, form.cleaned_data.get(name))) is not None
    ]


def said(form, name, value):
    """A value as people read it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return say_day(value, year=True)
    choices = dict(getattr(form.fields[name], "choices", None) or ())
    return str(choices.get(value, "" if value is None else value))


def ask_first(request, confirmation, *, extra=(), status=200):
    """The page that shows a change, carrying along everything that was sent."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", "look", "save", "back", SIGNED, *extra}
    ]
    context = {"confirmation": confirmation, "kept": kept, "unsigned": status != 200}
    return render(request, "campaigns/editing/confirm.html", context, status=status)


def claim(row, revision):
    """One writer for a revision; raises MovedMeanwhile for the second. Call it in a transaction."""
    mine = type(row).objects.filter(pk=row.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1):
        raise MovedMeanwhile


def revision_sent(request):
    """The revision a form was opened at; -1 when nothing sensible was sent."""
    return read_number(request.POST.get("revision", ""), -1)


def moved_words():
    return _(
        "Quelqu'un d'autre a enregistré entre-temps. Rien n'est perdu : ce que vous aviez écrit "
        "est encore dans le formulaire. Regardez, puis enregistrez de nouveau."
    )
