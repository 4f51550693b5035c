"""Words that depend on nothing but what is asked: found once, then repeated.

A list says the same few hours and wishes on a hundred lines, and Django takes as long for the
hundredth as for the first.
"""

from functools import lru_cache, wraps

from django.utils import timezone
from django.utils.translation import get_language

# So many are remembered; the one not asked for the longest is forgotten.
REMEMBERED = 4_096


def told_once(say, most=REMEMBERED):
    """Remember what `say` answers to the same arguments, in each language and time zone.

    Only for what depends on nothing else, and tells nothing of a person: it stays in the process.
    """

    @lru_cache(maxsize=most)
    def remembered(_language, _zone, *arguments, **options):
        return say(*arguments, **options)

    @wraps(say)
    def told(*arguments, **options):
        zone = timezone.get_current_timezone()
        return remembered(get_language(), zone, *arguments, **options)

    return told
