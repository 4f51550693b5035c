"""What happened to a request, as one line of time on the call page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback, CallbackMove
from callbacks.services.attempts import start_attempt
from callbacks.services.hand_over import hand_to_colleague
from callbacks.services.merging import merge, undo_merge
from requests_intake.models import Message
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.desk import held_by
from tests.make.staff import make_staff
from tests.make.visiting import call_page

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def page_of(client, callback):
    return client.get(call_page(callback)).content.decode()


def test_a_long_history_is_folded_and_whole(client, caller):
    callback = make_callback(now=NOW)
    for number in range(20):
        make_attempt(callback, started_at=NOW + number * MINUTE, note=f"essai {number:02}")

    page = client.get(call_page(callback)).text

    shown, folded = page.split('<details class="history-older">')
    assert re.findall(r"essai \d\d", shown) == [f"essai {n:02}" for n in range(19, 4, -1)]
    assert re.findall(r"essai \d\d", folded) == [f"essai {n:02}" for n in range(4, -1, -1)]
    assert "7 choses plus anciennes" in folded


def test_the_timeline_tells_calls_messages_and_moves(client, caller):
    callback = held_by(caller)
    now = timezone.now()
    make_attempt(callback, "reached_other", started_at=now - HOUR, note="voix d'enfant")
    Message.objects.create(
        request=callback.request,
        kind="next_try",
        language="fr",
        to_number="+41795550109",
        body="Prochain essai demain.",
        parts=1,
        state="failed",
        useless_after=now,
    )
    CallbackMove.objects.create(callback=callback, was="claimed", to="queued", why="lease_ended")

    page = page_of(client, callback)

    for words in (
        "Quelqu&#x27;un d&#x27;autre a répondu",
        "voix d&#x27;enfant",
        "SMS « prochain essai » : échec",
        "Prochain essai demain.",
        "Réservation échue".lower(),
        "Demande reçue : formulaire",
    ):
        assert words in page


def test_the_timeline_keeps_the_order_in_which_things_were_written(client, caller):
    """She asked for the next first, but had it only once the supervisor had set it free."""
    callback, now = held_by(caller), timezone.now()
    for was, to, why, ago in (
        ("claimed", "blocked", "wrong_person", 9),
        ("blocked", "queued", "requeued", 1),
        ("queued", "claimed", "taken", 2),
    ):
        at = now - timedelta(seconds=ago)
        CallbackMove.objects.create(callback=callback, was=was, to=to, why=why, at=at, by=caller)

    page = page_of(client, callback)

    told = re.findall("pris en charge|débloqué par une personne responsable", page)
    assert told == ["pris en charge", "débloqué par une personne responsable"]


def test_the_timeline_says_once_to_whom_it_was_given(client, caller):
    callback, other = held_by(caller), make_staff(first_name="Bob", last_name="Rais")
    given = {"by": caller, "reason": "language", "at": timezone.now()}
    hand_to_colleague(callback_id=callback.pk, colleague=other, words="Après midi", **given)

    page = page_of(client, callback)

    assert page.count("Confié à Bob Rais") == 1
    assert "confié plus loin" not in page.lower()


def test_the_timeline_keeps_what_was_joined_and_parted(client, caller):
    kept, double = held_by(caller), make_callback()
    now = timezone.now()
    done = merge(callback_id=kept.pk, other_id=double.pk, by=caller, at=now)
    undo_merge(merge_id=done.pk, by=caller, at=now + HOUR)

    pages = {one: page_of(client, one) for one in (kept, double)}

    for one, other in ((kept, double), (double, kept)):
        for words in ("Réunie à %s", "Réunion à %s annulée"):
            assert pages[one].count(words % other.request.reference) == 1


def test_who_takes_over_a_call_without_result_is_told_of_it(client, caller):
    holder, now = make_staff(first_name="Bob", last_name="Rais"), timezone.now()
    callback = make_callback("claimed", holder=holder, now=now)
    start_attempt(callback_id=callback.pk, by=holder, at=now)
    Callback.objects.filter(pk=callback.pk).update(lease_until=now - HOUR)

    before = page_of(client, callback)
    client.post(call_page(callback, "prendre/"))
    after = page_of(client, callback)

    assert "Bob Rais a appelé à <time" in before
    assert "et n'a pas noté le résultat. Demandez-lui avant d'appeler." in before
    assert "Résultat pas noté avant la fin de la réservation." in after
