"""The 145 requests of the pilot: when, how, with which promise."""

import secrets
from datetime import datetime, time, timedelta

from callbacks.models import Callback
from campaigns.models import Locality, Partner
from campaigns.promise import promise
from julien.core.phone import phone_lookup, phone_tail_lookup
from julien.scenarios import pilot_plan as plan
from julien.scenarios.voices import FIRST_NAMES, SMS, WINDOWS
from requests_intake.models import CallbackRequest, Channel, Contact, InboundSms
from requests_intake.services.receive import token_lookup

# Mobile prefixes with the block 555 01 xx, which is nobody's here; 079 is for `running`.
PREFIXES = ("76", "77", "78")
FIRST_HOUR, LAST_HOUR = 7, 22


def plan_requests(campaign, calendar, desk, random):
    """Unsaved requests in the order they came, more in the first weeks."""
    localities = list(Locality.objects.values_list("postal_code", flat=True).order_by("pk"))
    partners = list(Partner.objects.order_by("pk"))
    moments = sorted(_moment(campaign, desk, random) for _ in range(plan.REQUESTS))
    channels = plan.spread(plan.CHANNELS, random)
    supports = plan.spread(plan.SUPPORT, random)
    requests = []
    for number, (at, channel, support) in enumerate(zip(moments, channels, supports, strict=True)):
        made = promise(at, desk.rule, desk.hours)
        phone = f"+41{PREFIXES[number // 100]}55501{number % 100:02d}"
        requests.append(
            CallbackRequest(
                campaign=campaign,
                channel=channel,
                received_at=at,
                due_at=made.due_at,
                promise_explanation=made.explanation,
                calendar=calendar,
                phone=phone,
                phone_lookup=phone_lookup(phone),
                phone_tail_lookup=phone_tail_lookup(phone),
                takes_sms=True,
                first_name=random.choice(FIRST_NAMES) if channel != Channel.SMS else "",
                postal_code=random.choice(localities) if channel == Channel.WEB else "",
                windows=random.choice(WINDOWS) if channel != Channel.SMS else [],
                ongoing_support=support,
                partner=random.choice(partners) if channel == Channel.PARTNER else None,
            )
        )
    return requests


def _moment(campaign, desk, random):
    """Any day of the campaign, at an hour people write; early days and Mondays more often."""
    days = (campaign.ends_on - campaign.starts_on).days
    day = campaign.starts_on + timedelta(days=min(days, int(random.triangular(0, days + 1, 4))))
    hour = random.triangular(FIRST_HOUR, LAST_HOUR, 10)
    clock = time(int(hour), int(hour % 1 * 60))
    return datetime.combine(day, clock, desk.hours.zone)


def write_requests(requests, random):
    """The rows of the door: request, contact, SMS as received."""
    CallbackRequest.objects.bulk_create(requests)
    contacts = [_contact(request, random) for request in requests]
    Contact.objects.bulk_create(contacts)
    InboundSms.objects.bulk_create(
        InboundSms(
            message_sid=f"SMpilot2024{request.pk}",
            from_number=request.phone,
            from_lookup=request.phone_lookup,
            body=contact.words,
            received_at=request.received_at,
            contact=contact,
        )
        for request, contact in zip(requests, contacts, strict=True)
        if request.channel == Channel.SMS
    )
    Callback.objects.bulk_create(
        Callback(request=request, due_at=request.due_at, created_at=request.received_at)
        for request in requests
    )


def _contact(request, random):
    token = secrets.token_urlsafe(16)
    return Contact(
        request=request,
        channel=request.channel,
        at=request.received_at,
        words=random.choice(SMS) if request.channel == Channel.SMS else "",
        token=token,
        token_lookup=token_lookup(token),
        is_first=True,
    )
