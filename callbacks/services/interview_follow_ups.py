"""What was offered after the call: whether it took place."""

from django.db import transaction

from callbacks.models import FollowUp


@transaction.atomic
def mark_held(*, follow_up_id, at):
    """Note that an accepted offer took place. A second press changes nothing."""
    accepted = FollowUp.objects.filter(pk=follow_up_id, state=FollowUp.State.ACCEPTED)
    return bool(accepted.update(state=FollowUp.State.HELD, held_at=at))


@transaction.atomic
def mark_not_held(*, follow_up_id):
    """Take the note back: it is accepted, and still to come."""
    held = FollowUp.objects.filter(pk=follow_up_id, state=FollowUp.State.HELD)
    return bool(held.update(state=FollowUp.State.ACCEPTED, held_at=None))
