"""Every field of one's own words asks once about those that say too much, and keeps them all."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.models import CallAttempt, HandOver
from julien.core.roles import Role
from julien.retention.models import LegalHold
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.desk import give_to, make_partner_member
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

NOTE = "Mme Rossi préfère le soir."
TOLD = "À relire : « Mme Rossi » (un nom)."
OTHER = "Mme Rossi, en dépression, préfère le soir."
OTHER_TOLD = "À relire : « Mme Rossi » (un nom), « dépression » (la santé)."


def note_of_a_call(client):
    caller = make_staff()
    client.force_login(caller)
    callback = make_callback("claimed", holder=caller, now=timezone.now())
    return callback, "attempts", {"result": "no_answer"}, "note"


def word_handed_over(client):
    caller, colleague = make_staff(), make_staff()
    client.force_login(caller)
    callback = make_callback("claimed", holder=caller, now=timezone.now())
    said = {"to": f"collegue-{colleague.pk}", "reason": "asked"}
    return callback, "hand_over", said, "words"


def word_of_a_partner(client):
    member = make_partner_member()
    client.force_login(member)
    given = give_to(member, at=timezone.now())
    return given.callback, "handed_over_answer", {"answer": "accepter"}, "words"


def reason_to_keep(client):
    client.force_login(make_staff(Role.SUPERVISOR))
    callback = make_callback("queued", now=timezone.now())
    until = timezone.localdate() + timedelta(days=30)
    return callback, "hold", {"until": until.isoformat()}, "why"


def stored():
    words = [one.note for one in CallAttempt.objects.all()]
    words += [said for one in HandOver.objects.all() for said in (one.words, one.answer_words)]
    return words + [one.why for one in LegalHold.objects.all()]


def form_of(response, address):
    """What a browser would send back from the form of that address: hidden fields and words."""
    page = unescape(response.content.decode())
    form = re.search(rf'<form[^>]* action="{address}".*?</form>', page, re.DOTALL)[0]
    hidden = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form)
    words = re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', form)
    return dict(hidden) | dict(words)


@pytest.mark.parametrize(
    "place", [note_of_a_call, word_handed_over, word_of_a_partner, reason_to_keep]
)
def test_words_that_say_too_much_are_asked_about_once_and_stay(client, place):
    make_desk()
    callback, name, said, field = place(client)
    before = stored()
    address = reverse(f"callbacks:{name}", args=[callback.request.reference])

    asked = client.post(address, said | {field: NOTE})
    assert (asked.status_code, stored()) == (422, before)
    page = unescape(asked.content.decode())
    assert re.search(
        rf'id="a-corriger".*href="#id_{field}">[^<]*{re.escape(TOLD)}', page, re.DOTALL
    )
    again = form_of(asked, address)
    assert again[field] == NOTE

    other = client.post(address, again | said | {field: OTHER})
    assert (other.status_code, stored()) == (422, before)
    assert OTHER_TOLD in unescape(other.content.decode())

    fewer = form_of(other, address) | said | {field: NOTE}
    assert client.post(address, fewer).status_code == 303
    assert NOTE in stored()


@pytest.mark.parametrize("place", [note_of_a_call, word_of_a_partner])
def test_harmless_words_are_kept_at_once(client, place):
    make_desk()
    callback, name, said, field = place(client)
    address = reverse(f"callbacks:{name}", args=[callback.request.reference])

    assert client.post(address, said | {field: "Préfère le soir."}).status_code == 303
    assert "Préfère le soir." in stored()
