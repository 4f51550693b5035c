"""How far a request has come, as its status page tells it.

The work on a request is known by the app above. It is asked by name (settings.REQUEST_PROGRESS),
so that intake never imports the queue.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class MeetingTold:
    """A meeting in person, as the person may read it. state: planned, cancelled or withdrawn."""

    state: str
    starts_at: datetime
    ends_at: datetime
    place: str
    address: str
    access: str
    other_time_asked: bool


@dataclass(frozen=True)
class Progress:
    """What may be told to the person. `state` and `closed_reason`: callbacks/states.py.

    tried: calls that were dialled. last_tried_at: when the last one was. next_try_at: from when
    the next is planned. appointed_at: the moment agreed with the person. meeting: the one to come,
    or the last that was cancelled before its hour. news_wanted: they were asked what became of the
    aids, and may still answer.
    """

    state: str = "queued"
    closed_reason: str = ""
    tried: int = 0
    last_tried_at: datetime | None = None
    next_try_at: datetime | None = None
    appointed_at: datetime | None = None
    meeting: MeetingTold | None = None
    news_wanted: bool = False


def progress_of(request):
    """The Progress of a CallbackRequest, told by the app that does the calling."""
    return import_string(settings.REQUEST_PROGRESS)(request)
