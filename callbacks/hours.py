"""When calls are made, for the load by hour (settings.LOAD)."""

from callbacks.models import CallAttempt
from callbacks.results import Result


def called():
    """(every call that was dialled, the column of its instant)."""
    return CallAttempt.objects.exclude(result=Result.NOT_DIALLED), "started_at"
