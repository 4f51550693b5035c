"""The request says exactly which text the person had in front of them."""

from contextlib import suppress
from hashlib import sha256
from html import unescape

import html5lib
import pytest
from django.db import transaction
from django.utils import timezone

from callbacks.services.fill import fill_queue
from requests_intake.forms.consent import consent_shown
from requests_intake.models import CallbackRequest, ConsentText
from requests_intake.services.consent import consent_text, keep_consent_text
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

LEAST = {"phone": "079 555 01 23", "windows": ["morning"]}


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_the_version_is_that_of_the_words_on_the_page(client):
    """Computed here from the page as a browser reads it, not from the form."""
    make_desk()
    tree = html5lib.parse(client.get("/fr/rappel/").content.decode(), namespaceHTMLElements=False)
    [note] = [p for p in tree.iter("p") if words(p).startswith("Trois questions")]
    legends = [words(legend) for legend in tree.iter("legend")]
    asked = [
        next(legend for legend in legends if legend.startswith(start))
        for start in (
            "Si quelqu'un d'autre répond",
            "Pouvons-nous laisser un message",
            "Pouvons-nous vous écrire",
        )
    ]
    client.post("/fr/rappel/", LEAST)

    kept = CallbackRequest.objects.get().consent_version
    digest = sha256(" ".join([words(note), *asked]).encode()).hexdigest()[:8]
    assert kept == f"2026-11 fr {digest}"


def test_the_words_of_each_version_are_kept_once(client):
    make_desk()
    for language in ("fr", "de", "fr"):
        client.post(f"/{language}/rappel/", LEAST)
    french, german = ConsentText.objects.order_by("pk")
    request = CallbackRequest.objects.get()
    assert request.consent_version == french.version
    assert french.text.startswith("Trois questions")
    assert french.text.endswith("Pouvons-nous vous écrire par SMS\xa0?".replace("\xa0", " "))
    assert german.version.startswith("2026-11 de ")
    for kept in (french, german):
        assert kept.version.endswith(sha256(kept.text.encode()).hexdigest()[:8])


def test_the_first_words_of_a_version_stay():
    for text in ("Un", "Deux"):
        keep_consent_text(version="2026-11 fr x", text=text, at=timezone.now())
    assert consent_text("2026-11 fr x") == "Un"
    assert consent_text("2026-11 oral") == consent_text("") == ""


@pytest.mark.django_db(transaction=True)
def test_what_a_process_has_kept_for_good_it_does_not_write_again(django_assert_num_queries):
    words = {"version": "2026-11 fr y", "text": "Un", "at": timezone.now()}
    with suppress(ZeroDivisionError), transaction.atomic():
        keep_consent_text(**words)
        raise ZeroDivisionError  # the request it belonged to is undone, and the words with it
    with django_assert_num_queries(1):
        keep_consent_text(**words)
    with django_assert_num_queries(0):
        keep_consent_text(**words)
    assert consent_text("2026-11 fr y") == "Un"


def test_another_wording_is_another_version():
    assert consent_shown(["Un", "Deux", "Trois"]) != consent_shown(["Un", "Deux", "Trois !"])
    assert consent_shown(["Un", "Deux", "Trois"]) == consent_shown(["Un", "Deux", "Trois"])


def answered_at_the_desk(client, **answers):
    make_desk()
    client.force_login(make_staff())
    page = client.get("/equipe/demandes/nouvelle/").content.decode()
    client.post(
        "/equipe/demandes/nouvelle/", {"channel": "desk", "phone": LEAST["phone"], **answers}
    )
    return page, CallbackRequest.objects.get()


def test_the_team_reads_the_residents_words_aloud_and_they_are_kept(client):
    page, request = answered_at_the_desk(client, may_text="yes")

    text = consent_text(request.consent_version)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    [note] = [p for p in tree.iter("p") if words(p).startswith("Trois questions")]
    legends = [words(legend) for legend in tree.iter("legend")]
    assert text.startswith(words(note))
    asked = [legend for legend in legends if legend in text]
    assert text == " ".join([words(note), *asked])
    assert len(asked) == 3
    digest = sha256(text.encode()).hexdigest()[:8]
    assert request.consent_version == f"2026-11 fr {digest} oral"
    call_page = client.get(f"/equipe/rappels/{request.reference}/").content.decode()
    assert text in " ".join(unescape(call_page).split())


def test_who_answered_none_of_the_three_agreed_to_no_text(client):
    _page, request = answered_at_the_desk(client)
    assert request.consent_version == ""
    assert not ConsentText.objects.exists()


def test_staff_read_which_text_it_was(client):
    make_desk()
    client.post("/fr/rappel/", LEAST)
    request = CallbackRequest.objects.get()
    fill_queue(at=request.received_at)
    client.force_login(make_staff())
    page = client.get(f"/equipe/rappels/{request.reference}/").content.decode()
    assert request.consent_version in page
    assert ConsentText.objects.get().text in unescape(page)
