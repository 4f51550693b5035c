"""How the dates, references and numbers of a copy for training are made."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from julien.core.references import is_reference, reference_number
from julien.retention.training import people
from julien.retention.training.people import ZONE, People, Person, TooManyPeople
from julien.retention.training.target import BadTarget, Target

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6 * 365 * 24 * 3600).map(lambda s: FIRST + timedelta(seconds=s))
WEEKS = st.integers(1, people.WEEKS)


@given(INSTANTS, WEEKS)
def test_a_request_keeps_its_weekday_and_its_hour(came, weeks):
    there = (came + Person(0, weeks).shift(came)).astimezone(ZONE).replace(tzinfo=None)
    here = came.astimezone(ZONE).replace(tzinfo=None)
    # An hour that the clocks leave out in spring is shown as the next one.
    assert here - there in {timedelta(weeks=weeks), timedelta(weeks=weeks, hours=-1)}
    assert there.weekday() == here.weekday()


@pytest.mark.parametrize(
    ("came", "weeks", "there"),
    [
        ("2026-11-24 09:00", 1, "2026-11-17 09:00"),
        ("2026-11-24 09:00", 8, "2026-09-29 09:00"),  # summer time then
        ("2026-04-07 17:30", 2, "2026-03-24 17:30"),  # winter time then
    ],
)
def test_the_clocks_may_have_changed_in_between(came, weeks, there):
    came = datetime.fromisoformat(came).replace(tzinfo=ZONE).astimezone(UTC)
    moved = came + Person(0, weeks).shift(came)
    assert f"{moved.astimezone(ZONE):%Y-%m-%d %H:%M}" == there


def test_the_same_number_is_the_same_person():
    met = People()
    first, other = met.who("a", 1), met.who("b", 2)
    assert met.who("a", 3) is first
    assert first.number != other.number
    assert met.who("", 4) is met.who("", 4)
    assert met.who("", 4) is not met.who("", 5)


def test_more_people_than_numbers_of_nobody_is_said(monkeypatch):
    monkeypatch.setattr(people, "MOST", 2)
    met = People()
    met.who("a", 1), met.who("b", 2)
    met.who("a", 3)
    with pytest.raises(TooManyPeople, match="more than 2"):
        met.who("c", 4)


def test_references_are_well_formed_and_never_the_same():
    references = [reference_number(place) for place in range(1, 5000)]
    assert all(map(is_reference, references))
    assert len(set(references)) == len(references)
    assert len({each[:2] for each in references}) > 100


def test_the_whole_address_of_the_copy_counts():
    """Also what stands behind the question mark: whether the line must be closed, and how."""
    with (
        pytest.raises(BadTarget, match="sslmode"),
        Target("postgresql:///copy?host=/nowhere&sslmode=perhaps").connect(),
    ):
        pytest.fail("connected")
