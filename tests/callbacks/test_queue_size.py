"""The queue costs the same however long it is: rows read, never time."""

import json
import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from callbacks.board import Shown, margin
from callbacks.day import in_danger
from callbacks.filters import Filters
from callbacks.forms.filters import filters_of
from callbacks.head import first_keys, index_order, keys_statement
from callbacks.hour import hour_of
from callbacks.lateness import late_lines
from callbacks.models import Callback
from callbacks.models.callback import Rank
from callbacks.rules import CANDIDATES, MARGIN_UP_TO, QUEUE_PAGE
from callbacks.services.fill import catch_up
from callbacks.services.queue import take_next
from callbacks.services.suiting import Suiting, first_free
from julien.staff.models import User
from requests_intake.models import CallbackRequest
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.many import make_many, reference_of
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
STATES = ["queued", "queued", "waiting", "appointed", "claimed", "interviewing", "blocked"]
WISHES = [[], ["morning"], ["noon", "evening"], ["morning", "evening"]]


def any_callback(dice, **told):
    """Equal hours on purpose: ties are where pages lose lines."""
    state = dice.choice(STATES)
    return make_callback(
        state,
        due_in=dice.choice([-30, -1, 0, 2, 2, 8, 14.5, 15, 60]) * HOUR,
        visible_from=NOW + dice.choice([-2, 0, 3]) * HOUR,
        lease_until=NOW + dice.choice([-1, 0, 1]) * HOUR,
        windows=dice.choice(WISHES),
        in_danger=dice.random() < 0.15,
        **told,
    )


def head(part, size, *, last=None):
    """The first of that part of the queue, as a page and a take find them."""
    keys = first_keys(Filters(part, {}), User(pk=0), hour_of(NOW), size, last=last)
    return list(Callback.objects.in_working_order(NOW).filter(pk__in=keys)[:size])


@pytest.mark.parametrize("seed", range(3))
def test_the_head_is_the_working_order(seed):
    """The order is written once, in in_working_order; any page from anywhere agrees with it."""
    dice = random.Random(seed)
    for _ in range(60):
        any_callback(dice)
    parts = {Shown.ALL: Callback.objects.open(), Shown.TO_TAKE: Callback.objects.takeable(NOW)}
    for part, callbacks in parts.items():
        whole = list(callbacks.in_working_order(NOW))

        assert head(part, 5) == whole[:5]
        for position, last in enumerate(whole):
            assert head(part, 4, last=last) == whole[position + 1 : position + 5]


FILTERED = [
    *("langue=de", "canal=sms", "npa=2800", "langue=de&npa=2800", "voir=a-prendre&langue=de"),
    *("promesse=aujourdhui", "promesse=depassee&canal=sms", "langue=de&souhait=maintenant"),
    *(
        "besoin=hearing",
        "besoin=hearing&langue=de",
        "canal=sms&etat=waiting",
        "npa=2800&chez=personne",
        "langue=de&promesse=demain",
    ),
]


@pytest.fixture(params=[0, 8, 1000], ids=["walked", "either", "put in order"])
def few_enough(request, monkeypatch):
    keys_statement.cache_clear()
    monkeypatch.setattr("callbacks.head.FEW_ENOUGH", request.param)
    yield
    keys_statement.cache_clear()


def test_a_filtered_queue_is_in_working_order_too(few_enough):
    """Whether its few lines are put in order or the queue is walked for them."""
    dice = random.Random(4)
    for _ in range(30):
        told = {"language": dice.choice(["fr", "de"]), "channel": dice.choice(["web", "sms"])}
        needs = dice.choice([[], [], ["hearing"], ["hearing", "interpreter"]])
        any_callback(dice, postal_code=dice.choice(["", "2800"]), needs=needs, **told)
    for query in FILTERED:
        asked, hour = filters_of(query), hour_of(NOW)
        whole = list(asked.callbacks(User(pk=0), hour).in_working_order(hour))
        assert whole, query
        for position, last in enumerate([None, *whole]):
            keys = first_keys(asked, User(pk=0), hour, 4, last=last)
            assert sorted(keys) == sorted(one.pk for one in whole[position : position + 4]), query


def move_promise(rows):
    with transaction.atomic():
        rows.update(due_at=NOW + 99 * HOUR)
        connection.check_constraints()


def test_a_promise_at_work_cannot_be_changed_anywhere():
    callback = make_callback()
    for rows in (
        CallbackRequest.objects.filter(pk=callback.request_id),
        Callback.objects.filter(pk=callback.pk),
    ):
        with pytest.raises(IntegrityError, match="callback_same_promise"):
            move_promise(rows)


def rows_read(act):
    """How many rows PostgreSQL touched to answer the reading queries of `act`, filtered or not."""
    with CaptureQueriesContext(connection) as asked:
        act()
    total = 0
    for query in asked.captured_queries:
        reads = query["sql"].startswith(("SELECT", "(SELECT", "WITH"))
        if not reads or "callbacks_" not in query["sql"]:
            continue
        with index_order(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"].replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
        total += scanned((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return total


def scanned(node):
    """How many rows this part of a plan touched."""
    here = 0
    if "Scan" in node["Node Type"]:
        each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        here = each * node["Actual Loops"]
    return here + sum(scanned(child) for child in node.get("Plans", []))


def rows_of_the_plan(kept, **values):
    """The same of a Statement, by the plan that PostgreSQL keeps for any values."""
    names = [name for name in values if f"%({name})s" in kept.sql]
    sql = kept.sql % {name: f"${number}" for number, name in enumerate(names, 1)}
    told = ", ".join("%s" for _name in names)
    types = ", ".join("bigint" if type(values[name]) is int else "timestamptz" for name in names)
    with index_order(), connection.cursor() as cursor:
        cursor.execute(f"PREPARE kept ({types}) AS {sql}")
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE kept ({told})"
        cursor.execute(explain, [values[name] for name in names])
        [[[plan]]] = cursor.fetchall()
        cursor.execute("DEALLOCATE kept")
    return scanned(plan["Plan"])


def plans():
    """{what: rows read} of the statements whose plans are kept, for whatever may come."""
    hour = hour_of(NOW)
    values = {"me": make_staff().pk, "room": CANDIDATES, **hour.instants}
    page = keys_statement(Filters(Shown.ALL, {}), hour.shape, tuple(Rank), CANDIDATES)
    take = first_free(Suiting(("pt",)), hour.shape)
    kept = {"the plan of a page": page, "the plan of a take": take}
    for query in FEW_ANSWER:
        kept[query] = keys_statement(filters_of(query), hour.shape, tuple(Rank), QUEUE_PAGE)
    return {name: rows_of_the_plan(one, **values) for name, one in kept.items()}


FEW_ANSWER = [
    *("langue=de", "langue=it", "canal=sms", "npa=2333", "npa=2800", "langue=fr&canal=sms"),
    *("langue=fr&npa=2333", "canal=web&npa=2333", "npa=2333&promesse=demain"),
    *("langue=de&etat=waiting", "langue=de&souhait=maintenant", "voir=en-retard&langue=it"),
    *("besoin=hearing", "besoin=interpreter", "langue=fr&besoin=hearing"),
]


def first_page():
    return head(Shown.ALL, 11)


def page_from_the_middle():
    middle = Callback.objects.in_working_order(NOW).get(request__reference=reference_of(1001))
    return head(Shown.ALL, 11, last=middle)


def filters_few_answer_to():
    """Three lines are German, one of them of 2333: no page of these filters is full."""
    for query in FEW_ANSWER:
        first_keys(filters_of(query), User(pk=0), hour_of(NOW), QUEUE_PAGE)


def mine_with_nothing_in_hand():
    return head(Shown.MINE, 11)


def the_margin():
    return margin(make_staff(), NOW)


def next_one():
    return take_next(by=make_staff(), at=NOW)


def look_at_the_door():
    return catch_up(at=NOW)


def what_is_late():
    return late_lines(NOW, untold_only=True)


def what_is_in_danger():
    with index_order():  # as the page of the day asks it
        return list(in_danger(NOW))


def test_five_times_the_queue_reads_no_more_rows():
    like = make_request(due_in=HOUR)
    acts = [first_page, page_from_the_middle, next_one, look_at_the_door]
    acts += [what_is_late, what_is_in_danger, filters_few_answer_to]
    for code in ("2333", "2900", ""):
        needs = ["hearing"] if code else []
        make_callback(language="de", postal_code=code, due_in=30 * HOUR, needs=needs)
    make_many(like, first=1, last=4_000)
    few = {act: rows_read(act) for act in acts} | plans()

    make_many(like, first=4_001, last=20_000)

    many = {act: rows_read(act) for act in acts} | plans()
    assert {act: many[act] for act in few if many[act] > 1.3 * few[act]} == {}, few
    assert min(few.values()) > 0
    # A line that answers to a filter, its request, the look whether there are many; and a probe for
    # each language and channel there is.
    assert many[filters_few_answer_to] < 40 * len(FEW_ANSWER)
    # What cannot be is not looked for: what somebody has in hand is none of the others.
    assert rows_read(mine_with_nothing_in_hand) < 10
    # Each count of the margin reads on until it stops: a callback, its request, and some between.
    assert rows_read(the_margin) < 3 * len(Shown) * (MARGIN_UP_TO + 1)
