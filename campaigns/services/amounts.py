"""The amounts of the day, for whatever is shown or said."""

from django.utils import timezone

from campaigns.amounts import USE, filled
from campaigns.models import Amount, AmountValue
from campaigns.models.amount import said_on
from campaigns.services.terms import rows_of


def amounts_today(version=None):
    """{name: campaigns.amounts.Spoken}. One query, or none in a version of the pages.

    A value begins and ends with the day itself: nothing has to run for it.
    """
    today = timezone.localdate()
    if version is None:
        return Amount.objects.spoken_on(today)
    return said_on(today, rows_of(Amount, version), rows_of(AmountValue, version))


def with_amounts(texts, version=None):
    """{key: text} with the amounts of today. Asks nothing where no text uses one."""
    if not any(USE.search(text) for text in texts.values()):
        return texts
    known = amounts_today(version)
    return {key: filled(text, known) for key, text in texts.items()}
