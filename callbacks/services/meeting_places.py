"""The places where people are met."""

from django.db import transaction


@transaction.atomic
def save_place(*, place, on, retired=False):
    """Keep a place, new or changed. `retired` from `on`: no longer offered, still told where used.

    Returns the MeetingPlace.
    """
    if not retired:
        place.retired_on = None
    elif place.retired_on is None:
        place.retired_on = on
    place.save()
    return place
