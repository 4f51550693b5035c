"""Filters of the queue and the views that keep them."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from callbacks.board import Shown, rows
from callbacks.forms.filters import filters_of
from callbacks.models import Callback, SavedView
from julien.core.roles import Role
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def shown(user, query, now=NOW):
    """Who is on the list with these filters, by first name."""
    filters = filters_of(query)
    page, _after = rows(filters, user, now)
    found = [row.reference for row in page]
    names = dict.fromkeys(found)
    return [MADE[reference] for reference in names]


MADE = {}


def make(name, *state, **fields):
    callback = make_callback(*state, **fields)
    MADE[callback.request.reference] = name
    return callback


# Written by hand: who stands on the list with which filter, on a Tuesday at nine.
CASES = {
    "": "anna bela carl dino elsa fred",
    "etat=queued": "anna bela dino",
    "etat=claimed": "carl",
    "etat=waiting": "elsa",
    "etat=appointed": "fred",
    "langue=de": "bela carl",
    "besoin=hearing": "elsa fred",
    "besoin=hearing&npa=2800": "elsa",
    "besoin=sign_language": "",
    "canal=sms": "dino",
    "chez=moi": "dino",
    "chez=collegue": "carl",
    "chez=personne": "anna bela dino elsa fred",
    "promesse=depassee": "anna",
    "promesse=aujourdhui": "bela",
    "promesse=demain": "carl",
    "souhait=maintenant": "anna bela dino fred",
    "npa=2800": "bela elsa",
    "langue=de&chez=personne": "bela",
    "voir=en-retard&langue=de": "",
    "etat=queued&npa=2800&langue=de&souhait=maintenant&canal=web": "bela",
    "langue=klingon&npa=x&inconnu=1": "anna bela carl dino elsa fred",
}


def test_each_filter_shows_its_lines_and_they_combine():
    MADE.clear()
    me = make_staff()
    make("anna", due_in=-HOUR)
    make("bela", due_in=5 * HOUR, language="de", postal_code="2800", windows=["morning", "evening"])
    make("carl", "claimed", due_in=20 * HOUR, language="de", windows=["evening"])
    make("dino", "claimed", holder=me, lease_until=NOW - HOUR, channel="sms", due_in=70 * HOUR)
    hard = {"needs": ["hearing"]}
    make("elsa", "waiting", due_in=71 * HOUR, postal_code="2800", days=["monday"], **hard)
    make("fred", "appointed", due_in=72 * HOUR, needs=["interpreter", "hearing"])

    found = {query: " ".join(sorted(shown(me, query))) for query in CASES}

    assert found == CASES


def test_what_was_taken_before_its_hour_and_let_lie_waits_for_that_hour_again():
    MADE.clear()
    gina, me = make("gina", "claimed", lease_until=NOW - HOUR), make_staff()
    Callback.objects.filter(pk=gina.pk).update(visible_from=NOW + HOUR)

    found = {state: list(shown(me, f"etat={state}")) for state in ("queued", "waiting", "claimed")}

    assert found == {"queued": [], "waiting": ["gina"], "claimed": []}


def test_tomorrow_is_the_desk_s_day_also_when_the_clock_changes():
    """On 24 October 2026 at 23:00 tomorrow has 25 hours."""
    MADE.clear()
    zone = ZoneInfo("Europe/Zurich")
    now = datetime(2026, 10, 24, 23, tzinfo=zone)
    make("last hour", now=now, due_in=datetime(2026, 10, 25, 23, 30, tzinfo=zone) - now)
    make("day after", now=now, due_in=datetime(2026, 10, 26, 0, 30, tzinfo=zone) - now)

    assert shown(make_staff(), "promesse=demain", now) == ["last hour"]


def test_the_filters_stay_in_the_address_of_the_next_page(client, caller, monkeypatch):
    monkeypatch.setattr("callbacks.board.QUEUE_PAGE", 2)
    now = timezone.now()
    made = [make_callback(now=now, language="de", due_in=n * HOUR) for n in range(40, 43)]
    make_callback(now=now, due_in=39 * HOUR)

    first = client.get("/equipe/", {"langue": "de"}).text
    [address] = re.findall(r'href="(\?[^"]+)" rel="next"', first)
    second = client.get("/equipe/" + address.replace("&amp;", "&")).text

    on_page = [re.findall(r'<tr data-request="(\w+)"', page) for page in (first, second)]
    assert on_page[0] + on_page[1] == [one.request.reference for one in made]
    assert "Filtré :</strong> allemand" in second


def test_a_postal_code_that_is_none_is_told_beside_what_was_typed(client, caller):
    page = client.get("/equipe/", {"npa": "delé"}).text

    assert re.search(r"<details open>.*delé.*Écrivez des chiffres, par exemple 2800", page, re.S)
    assert "<details open>" not in client.get("/equipe/", {"npa": "2800"}).text


def test_an_empty_list_says_that_filters_are_on(client, caller):
    page = client.get("/equipe/", {"langue": "ti"}).text

    assert "Aucune demande ne répond à ces filtres" in page
    assert 'href="?voir="' in page


def keep(client, name, query, **more):
    return client.post(f"/equipe/vues/?{query}", {"name": name, **more})


def names(client):
    """The views in the margin, in their order."""
    page = client.get("/equipe/", {"voir": ""}).text
    return re.findall(r'data-julien-key="\d"><span>(\w+)', page)


def test_a_view_is_kept_under_a_name_and_found_in_the_margin(client, caller):
    answer = keep(client, "Allemand", "voir=a-prendre&langue=de&promesse=demain")

    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "<h1>Allemand</h1>" in page
    assert 'href="?voir=a-prendre&amp;langue=de&amp;promesse=demain" aria-current="page"' in page


def test_the_queue_opens_with_the_view_one_begins_with(client, caller):
    now = timezone.now()
    german = make_callback(now=now, language="de")
    make_callback(now=now)
    keep(client, "Allemand", "langue=de")
    view = SavedView.objects.get()

    client.post("/equipe/vues/depart/", {"view": view.pk})
    begun = client.get("/equipe/").text
    whole = client.get("/equipe/?voir=").text
    client.post("/equipe/vues/depart/")
    again = client.get("/equipe/").text

    found = [re.findall(r'<tr data-request="(\w+)"', page) for page in (begun, whole, again)]
    assert found[0] == [german.request.reference]
    assert [len(each) for each in found] == [1, 2, 2]


def test_a_supervisor_shares_a_view_and_a_caller_cannot(client, caller):
    keep(client, "Mienne", "chez=moi", is_shared="on")
    lead = make_staff(Role.SUPERVISOR)
    client.force_login(lead)
    keep(client, "Retards", "voir=en-retard", is_shared="on")
    keep(client, "Privée", "langue=it")
    client.force_login(make_staff())

    assert names(client) == ["Retards"]
    shared = SavedView.objects.get(name="Retards")
    private = SavedView.objects.get(name="Privée")
    assert client.post(f"/equipe/vues/{shared.pk}/", {"remove": "yes"}).status_code == 403
    assert client.post(f"/equipe/vues/{private.pk}/", {"remove": "yes"}).status_code == 404
    assert client.post("/equipe/vues/depart/", {"view": private.pk}).status_code == 404
    assert SavedView.objects.count() == 3


def test_a_view_is_renamed_and_removed(client, caller):
    keep(client, "Une", "langue=de")
    keep(client, "Deux", "langue=it")
    view = SavedView.objects.get(name="Une")
    name = f"{view.pk}-name"

    refused = client.post(f"/equipe/vues/{view.pk}/", {name: "deux"})
    client.post(f"/equipe/vues/{view.pk}/", {name: "Trois"})
    renamed = names(client)
    client.post(f"/equipe/vues/{view.pk}/", {"remove": "yes"})

    assert refused.status_code == 422
    assert "Vous avez déjà une vue de ce nom" in refused.text
    assert 'value="deux"' in refused.text
    assert renamed == ["Deux", "Trois"]
    assert names(client) == ["Deux"]


def test_a_view_without_a_name_or_one_too_many_is_refused_in_words(client, caller):
    nameless = keep(client, "", "langue=de")
    for number in range(20):
        SavedView.objects.create(owner=caller, name=f"Vue {number}", query="langue=de")
    one_more = keep(client, "Encore", "langue=it")

    assert nameless.status_code == one_more.status_code == 422
    assert "Donnez un nom à cette vue" in nameless.text
    assert "Vous gardez déjà 20 vues" in one_more.text
    assert 'value="Encore"' in one_more.text
    assert "italien" in one_more.text


def test_every_address_of_filters_is_read_back_as_it_was_written():
    for part in Shown:
        written = urlencode({"voir": part, "etat": "queued", "langue": "de", "npa": "2800"})
        address = filters_of(written).address()
        assert filters_of(address) == filters_of(written)
        assert filters_of(address).address() == address
