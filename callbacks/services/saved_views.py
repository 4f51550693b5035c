"""Keeping a view of the queue, beginning with one, and letting it go."""

from functools import cache
from typing import NamedTuple

from django.db import transaction

from callbacks.head import ME
from callbacks.models import SavedView, StartView
from callbacks.rules import VIEWS_EACH
from julien.core.kept_sql import statement
from julien.core.roles import Can


class View(NamedTuple):
    """What the queue shows of a SavedView. `is_start`: the one this person begins with."""

    name: str
    query: str
    is_shared: bool
    is_start: bool

    def __str__(self):
        return self.name


def views_of(user):
    """The Views in the margin of the queue: one's own, then those shared with all, by name."""
    return [View(*one) for one in _views().run(me=user.pk)]


@cache
def _views():
    return statement(SavedView.objects.seen_by(ME).values_list(*View._fields))


class TooMany(Exception):
    """This person keeps as many views as the margin of the queue can show."""


@transaction.atomic
def keep_view(view):
    """Write a new or changed view. Raises TooMany."""
    if view.pk is None and SavedView.objects.filter(owner=view.owner).count() >= VIEWS_EACH:
        raise TooMany
    view.save()
    return view


@transaction.atomic
def let_go(view):
    """Nobody sees it any more; who began with it begins with the whole queue."""
    view.delete()


def may_change(user, view):
    """One's own; a shared one also by whoever shares views, so that none outlives its maker."""
    return view.owner_id == user.pk or (view.is_shared and user.can(Can.SUPERVISE))


@transaction.atomic
def begin_with(*, user, view):
    """From now on the queue opens with this view for `user`; None: with the whole queue."""
    if view is None:
        StartView.objects.filter(user=user).delete()
    else:
        StartView.objects.update_or_create(user=user, defaults={"view": view})
