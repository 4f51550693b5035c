"""The canton's calendar, and changes of it as the page of opening hours sends them."""

from django.utils import timezone

from callbacks.forms.calendar import say_periods
from campaigns.services.calendar_edit import Closing, draft_of
from campaigns.services.calendars import create_jura_calendar
from tests.make.campaigns import make_desk


def make_jura():
    """The calendar of the desk, its holidays confirmed for this year and the next two."""
    year = timezone.localdate().year
    return make_desk(calendar=create_jura_calendar(years=range(year, year + 3))).calendar


def typed(base, **changes):
    """The form as the browser sends it, nothing changed but `changes`."""
    draft = draft_of(base)
    sent = {f"day_{number}": say_periods(periods) for number, periods in enumerate(draft.week)}
    sent["years"] = [str(year) for year in draft.confirmed]
    sent["holidays"] = [one.day.isoformat() for one in draft.closings if one.kind == "holiday"]
    sent["base"] = str(base.pk)
    return sent | changes


def closing(draft, day, name="Fermé", kind="one_off"):
    """The same draft with one more day closed."""
    return type(draft)(
        week=draft.week,
        closings=(*draft.closings, Closing(day, name, kind)),
        confirmed=draft.confirmed,
    )
