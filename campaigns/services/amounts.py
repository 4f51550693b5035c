"""The amounts of the day, for whatever is shown or said."""

from django.utils import timezone

from campaigns.amounts import USE, filled
from campaigns.models import Amount


def amounts_today():
    """{name: campaigns.amounts.Spoken}. One query.

    A value begins and ends with the day itself: nothing has to run for it. Not kept in memory:
    the pages that use it are, and a page made from an old amount would be kept all day.
    """
    return Amount.objects.spoken_on(timezone.localdate())


def with_amounts(texts):
    """{key: text} with the amounts of today. Asks nothing where no text uses one."""
    if not any(USE.search(text) for text in texts.values()):
        return texts
    known = amounts_today()
    return {key: filled(text, known) for key, text in texts.items()}
