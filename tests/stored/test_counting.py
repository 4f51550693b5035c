"""Views of kept pages are counted as those of rendered ones, and wait when nobody can write."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.models import PageView
from campaigns.stored.tally import next_midnight
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_aid, make_situation
from tests.stored.at_the_door import Door

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door():
    make_desk()
    make_partner(code="entraide")
    make_situation(make_aid("loyer"), slug="logement", name="Mon logement")
    return Door()


def counted():
    rows = PageView.objects.filter(day=timezone.localdate())
    return {(row.page, row.language, row.source): row.count for row in rows}


def test_views_are_counted_all_the_same(door):
    for _time in range(3):
        for address in ("/fr/", "/de/", "/fr/?s=entraide", "/fr/aides/?situation=logement"):
            door.ask(address)
        door.ask("/fr/integrer/recherche/")  # a frame on a partner's page is no page view
    door.ask("/fr/", HTTP_USER_AGENT="Googlebot/2.1")
    door.ask("/fr/", HTTP_SEC_PURPOSE="prefetch")
    door.ask("/fr/", method="HEAD")
    etag = door.ask("/fr/").headers["ETag"]
    door.ask("/fr/", HTTP_IF_NONE_MATCH=etag)  # read again, if not sent again
    door.tally.write()

    assert counted() == {
        ("home", "fr", ""): 5,
        ("home", "de", ""): 3,
        ("home", "fr", "entraide"): 3,
        ("situation:logement", "fr", ""): 3,
    }


def test_a_search_is_counted_with_the_others_and_writes_nothing_itself(door):
    for _time in range(2):
        assert door.ask("/fr/aides/?q=loyer&s=entraide").rendered
    assert counted() == {}
    door.tally.write()
    assert counted() == {("search", "fr", "entraide"): 2}


def test_views_wait_while_the_database_is_away(door, monkeypatch, caplog):
    door.ask("/fr/")
    door.ask("/fr/")
    with broken_counting():
        door.tally.write()
    assert "views are not written yet" in caplog.text
    door.ask("/fr/")
    door.tally.write()
    door.tally.write()

    assert counted() == {("home", "fr", ""): 3}


class broken_counting:
    """The table of views is not where it should be."""

    def __enter__(self):
        self.rename("campaigns_pageview", "moved_away")

    def __exit__(self, *_error):
        self.rename("moved_away", "campaigns_pageview")

    def rename(self, old, new):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {old} RENAME TO {new}")


def test_a_view_counts_for_the_day_on_which_it_was_shown(door, monkeypatch):
    today = timezone.localdate()
    for _twice in range(2):
        door.ask("/fr/")
    tomorrow = next_midnight(ZoneInfo("Europe/Zurich"))
    monkeypatch.setattr("campaigns.stored.tally.time.time", lambda: tomorrow)
    monkeypatch.setattr(timezone, "localdate", lambda *_now, **_zone: today + timedelta(days=1))
    door.ask("/fr/")
    door.tally.write()

    views = dict(PageView.objects.values_list("day", "count"))
    assert views == {today: 2, today + timedelta(days=1): 1}
