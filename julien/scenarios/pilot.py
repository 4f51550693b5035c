"""`pilot-2024`: rows whose counts are those published for the campaign of 2 May to 16 June 2024.

No figure is written anywhere: 145 requests, their attempts and interviews are, and the report
counts them. Promises are those of campaigns.promise, calls lie in opening hours, effects of
results are those of callbacks/results.py. Seeded: each load gives the same people.
"""

from datetime import date
from random import Random

from django.db import transaction

from campaigns.models import Campaign, Desk, PageView
from campaigns.promise import Rule
from campaigns.services.calendars import hours_of
from campaigns.statistics.years import publish_years
from julien.scenarios import pilot_plan as plan
from julien.scenarios.base import load_base
from julien.scenarios.pilot_calls import Desk as CallingDesk
from julien.scenarios.pilot_calls import plan_calls
from julien.scenarios.pilot_interviews import write_interviews
from julien.scenarios.pilot_requests import plan_requests, write_requests
from julien.scenarios.views import spread_views

SLUG = "pilot-2024"
FIRST, LAST = date(2024, 5, 2), date(2024, 6, 16)
SEED = 2024


@transaction.atomic
def load(*, now):
    """All or nothing; with the campaign there already, nothing."""
    load_base()
    campaign, is_new = Campaign.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": "Campagne pilote 2024",
            "starts_on": FIRST,
            "ends_on": LAST,
            "objective": plan.OBJECTIVE,
        },
    )
    if is_new:
        _fill(campaign)
        publish_years(at=now)


def _fill(campaign):
    random = Random(SEED)  # nosec B311  # made-up people, not secrets
    calendar = Desk.objects.get().calendar
    desk = CallingDesk(hours_of(calendar), Rule())
    requests = plan_requests(campaign, calendar, desk, random)
    write_requests(requests, random)
    calls = plan_calls(requests, desk, random)
    write_interviews(calls, random)
    PageView.objects.bulk_create(spread_views(FIRST, LAST, plan.VIEWS, random))
