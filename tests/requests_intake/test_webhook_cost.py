"""What one SMS costs at the door: at most six statements, whatever it says, places or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_intake.models import CallbackRequest, InboundSms, Message
from tests.make.campaigns import make_desk, make_partner
from tests.make.intake import make_request, signed
from tests.make.sms_texts import own

pytestmark = pytest.mark.django_db

SMS = "/webhooks/twilio/sms/"
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
MOST = 6
DANGER, PARTNER = "je veux mourir", "J'ai besoin d'aide (entraide)"


def held_back(number):
    """A form in that number's name, that nobody trusts yet."""
    make_request(number=number, suspicion=("trap",), windows=())


def asked_opinion(number):
    """A call that is over, and the first question about it."""
    request = make_request(number=number, windows=())
    CallbackRequest.objects.filter(pk=request.pk).update(closed_at=timezone.now())
    Message.objects.filter(request=request).update(kind=Message.Kind.OPINION, state="sent")


def withdrawn_after_stop(number):
    request = make_request(number=number, windows=())
    now = timezone.now()
    CallbackRequest.objects.filter(pk=request.pk).update(closed_at=now, may_text=False)


# What came before, the SMS, and its statements: no limits, places left, every place taken.
COSTS = [
    ([], "Bonjour", (2, 2, 2)),
    ([], DANGER, (2, 2, 2)),
    ([], PARTNER, (2, 2, 2)),
    ([], "mardi", (2, 5, 5)),
    ([], "MATIN", (2, 5, 5)),
    ([], "INFO", (2, 2, 2)),
    ([], "STOP", (2, 2, 2)),
    ([], "4", (3, 3, 3)),
    (["Bonjour"], "Allô ?", (3, 3, 3)),
    (["Bonjour"], "Ich brauche Hilfe", (4, 4, 4)),
    (["Bonjour"], DANGER, (4, 4, 4)),
    (["Bonjour"], PARTNER, (3, 3, 3)),
    (["Bonjour"], "mardi", (4, 6, 6)),
    (["Bonjour"], "MATIN", (4, 6, 6)),
    (["Bonjour", "MATIN"], "MATIN", (3, 4, 4)),
    (["Bonjour", "mardi"], "mercredi", (4, 6, 5)),
    (["Bonjour"], "INFO", (3, 3, 3)),
    (["Bonjour"], "STOP", (4, 4, 4)),
    (["Bonjour", "STOP"], "START", (4, 4, 4)),
    (["Bonjour"], "ANNULER", (5, 5, 5)),
    (["Bonjour", "ANNULER"], "Bonjour", (2, 2, 2)),
    (["Bonjour", "ANNULER"], "mardi", (2, 5, 5)),
    ([withdrawn_after_stop], "mardi", (2, 5, 5)),
    ([withdrawn_after_stop], DANGER, (2, 2, 2)),
    ([held_back], DANGER, (4, 6, 6)),
    ([asked_opinion], "3", (4, 4, 4)),
]


@pytest.fixture
def post(client, settings):
    """post(sid, number, body), as Twilio does, to a process that is at work."""

    def send(sid, number, body):
        fields = {"MessageSid": sid, "From": number, "To": "+41795550100", "Body": body}
        answer = client.post(SMS, fields, headers=signed(settings, SMS, fields))
        assert answer.status_code == 200

    def start():
        send("SM01", "+41795550198", "Bonjour")  # reads the rows of this test
        settings.OFFER_KEPT_SECONDS = 60
        send("SM02", "+41795550199", "Bonjour")  # keeps them

    send.start = start
    return send


def cost(post, sid, number, body):
    """(what is asked of the tables, beginning and ending a transaction) of one SMS."""
    with CaptureQueriesContext(connection) as captured:
        post(sid, number, body)
    control = sum(query["sql"].startswith(CONTROL) for query in captured.captured_queries)
    return len(captured) - control, control


@pytest.mark.parametrize(
    ("column", "places"),
    [
        pytest.param(0, None, id="no limits"),
        pytest.param(1, 99, id="places left"),
        pytest.param(2, 0, id="every place taken"),
    ],
)
def test_an_sms_costs_at_most_six_statements(post, column, places):
    parts = ("morning", "noon", "afternoon", "evening")
    make_desk(**{f"{part}_places": places for part in parts})
    make_partner(code="entraide")
    own(fr="Noté : {date}")
    post.start()

    found = []
    for line, (before, body, _counts) in enumerate(COSTS):
        number = f"+417955502{line:02d}"
        for turn, one in enumerate(before):
            one(number) if callable(one) else post(f"SM{line}before{turn}", number, one)
        found.append((before, body, cost(post, f"SM{line}", number, body)[0]))

    assert found == [(before, body, counts[column]) for before, body, counts in COSTS]
    assert max(count for _before, _body, count in found) <= MOST
    sent = sum(1 + sum(isinstance(one, str) for one in before) for before, _body, _counts in COSTS)
    assert InboundSms.objects.count() == 2 + sent
    joined = [one.body for one in Message.objects.filter(kind=Message.Kind.JOINED, language="fr")]
    assert {body.split(" : ")[1] for body in joined} == {"Noté"}  # in words of the team


def test_no_more_is_asked_where_the_team_has_joined_the_number_to_another(post):
    make_desk(morning_places=9, noon_places=9, afternoon_places=9, evening_places=9)
    post.start()
    post("SM01other", "+41795550122", "Bonjour")
    post("SM01mine", "+41795550123", "Bonjour")
    mine, other = CallbackRequest.objects.order_by("-pk")[:2]
    joined = {"closed_at": timezone.now(), "merged_into": other}
    CallbackRequest.objects.filter(pk=mine.pk).update(**joined)
    assert cost(post, "SM1", "+41795550123", "mardi")[0] == MOST
    other.refresh_from_db()
    assert other.days == ["tuesday"]


def test_an_sms_delivered_again_costs_no_more_and_neither_sets_a_savepoint(post):
    make_desk()
    post.start()
    for _time in range(3):
        # The transaction is a savepoint here: set and released.
        assert cost(post, "SM1", "+41795550123", "Bonjour") == (2, 2)
    assert InboundSms.objects.count() == 3
