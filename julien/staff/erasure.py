"""What is erased of the team's own rows when its time is over."""

from julien.retention.owned import Sweep
from julien.staff.models import Letter


def old_letters(limit):
    return Letter.objects.filter(written_at__lt=limit)


SWEEPS = (Sweep("letters", old_letters),)
