"""The rows of the desk are read again when they have changed, and only then."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.models import Desk, OpeningPeriod
from campaigns.services.offer import offer_at
from campaigns.services.terms import forget, terms
from tests.campaigns.jura import local
from tests.make.campaigns import make_desk, make_partner

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "+41795550100", "+41795550133"


@pytest.fixture(autouse=True)
def always_late(settings):
    """A process that looks each time whether anything has changed."""
    settings.OFFER_KEPT_SECONDS = 1e-9
    forget()
    yield
    forget()


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def everything():
    """All that is kept: the desk, its campaigns, their hours, the partners."""
    return offer_at(local("2026-11-23T10:00")), terms().partners()


def test_while_nothing_changes_only_the_version_is_asked_for():
    make_desk()
    make_partner(code="entraide")
    assert queries(terms) == 1
    everything()
    assert queries(terms) == 1
    assert queries(everything) == 2


def test_what_another_process_changes_is_read_again():
    make_desk()
    hours, partners = everything()[0].hours, everything()[1]
    assert terms().desk.sms_number == OLD
    Desk.objects.update(sms_number=NEW)
    OpeningPeriod.objects.filter(weekday=0).delete()
    make_partner(code="caritas")

    assert terms().desk.sms_number == NEW
    offer, now_partners = everything()
    assert (hours.week[0] != offer.hours.week[0], offer.hours.week[0]) == (True, ())
    assert set(now_partners) == {*partners, "caritas"}


def test_what_a_transaction_undoes_is_not_kept():
    make_desk()
    terms()
    with transaction.atomic():
        Desk.objects.update(sms_number=NEW)
        forget()
        assert terms().desk.sms_number == NEW
        transaction.set_rollback(True)

    assert terms().desk.sms_number == OLD
