"""Keeping a view of the queue, beginning with one, and letting it go."""

from django.db import transaction

from callbacks.models import SavedView, StartView
from callbacks.rules import VIEWS_EACH
from julien.core.roles import Can


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
