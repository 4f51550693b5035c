"""What the call needs and who asks for somebody else, when a further contact says it."""

from datetime import timedelta

import pytest

from requests_intake.models import CallbackRequest, Channel
from tests.make.intake import make_received, zurich

pytestmark = pytest.mark.django_db

MONDAY = zurich("2026-05-04 10:00")


def ask(at=MONDAY, **given):
    return make_received(number="+41795550123", received_at=at, **given)


def test_who_only_types_a_number_adds_needs_where_none_are_known_and_speaks_for_nobody():
    ask(channel=Channel.SMS)
    for hours, need in ((1, "interpreter"), (2, "hearing")):
        ask(
            at=MONDAY + timedelta(hours=hours),
            needs=(need,),
            for_other=True,
            relation="friend",
            other_agrees=True,
        )

    request = CallbackRequest.objects.get()
    assert request.needs == ["interpreter"]
    assert (request.for_other, request.relation, request.other_agrees) == (False, "", None)


@pytest.mark.parametrize("agrees", [True, False])
def test_the_team_adds_needs_and_consent_to_what_is_known_and_keeps_the_rest(agrees):
    ask(needs=("interpreter",), for_other=True, relation="child")
    team = {"channel": Channel.PHONE, "needs": ("hearing",), "for_other": True}
    ask(at=MONDAY + timedelta(hours=1), other_agrees=agrees, **team)
    ask(at=MONDAY + timedelta(hours=2), channel=Channel.PHONE)

    request = CallbackRequest.objects.get()
    assert request.needs == ["hearing"]
    assert (request.for_other, request.relation, request.other_agrees) == (True, "child", agrees)
