"""manage.py create_desk SMS_NUMBER VOICE_NUMBER: the first step of a new installation."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.services.calendars import create_jura_calendar
from campaigns.services.desk import set_desk
from julien.core.phone import PhoneError, read_phone

YEARS_AHEAD = 2


class Command(BaseCommand):
    help = (
        "Create the desk, with the usual hours and the public holidays of the Jura until the end "
        "of the year after next. Again: change its numbers, and renew the holidays."
    )

    def add_arguments(self, parser):
        parser.add_argument("sms_number", help="the number that people write to")
        parser.add_argument("voice_number", help="the number from which we call")

    def handle(self, *, sms_number, voice_number, **options):
        year = timezone.localdate().year
        desk = set_desk(
            sms_number=_e164(sms_number),
            voice_number=_e164(voice_number),
            calendar=create_jura_calendar(years=range(year, year + YEARS_AHEAD + 1)),
        )
        self.stdout.write(
            f"Desk: SMS {desk.sms_number}, calls from {desk.voice_number}, {desk.calendar}, "
            f"public holidays until {desk.calendar.holidays_confirmed_until}."
        )


def _e164(typed):
    try:
        return read_phone(typed).e164
    except PhoneError as error:
        raise CommandError(f"{typed}: {error}") from None
