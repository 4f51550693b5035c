"""An SMS in words of the team as it leaves: it always does, and never with a hole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from requests_intake.models import Message
from requests_intake.services import sms_texts
from requests_intake.services.messages import compose
from tests.make.intake import make_request
from tests.make.sms_texts import CONTEXT, own, said

pytestmark = pytest.mark.django_db

Kind = Message.Kind


def test_a_language_in_which_nobody_wrote_keeps_the_words_of_the_product():
    german = said(language="de")
    own(fr="Un : {date}")
    assert said(language="de") == german
    assert said(language="sq") == "JU-lien : Un : DATE"  # whom we write to in French


def test_the_sender_is_left_out_where_it_may_not_be_known():
    own(fr="Un : {date}")
    own("texte", Kind.EMERGENCY, fr="Vite : 117, 144, 143, 147.")
    assert said(may_say_who=False) == "Un : DATE"
    assert said(Kind.EMERGENCY) == "Vite : 117, 144, 143, 147."


def test_what_is_saved_later_counts_over_what_was_planned():
    own(fr="Prévu : {date}", since=timedelta(hours=1))
    own(fr="Depuis : {date}")
    assert "Depuis" in said()
    assert "Depuis" in said(later=timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Votre rendez-vous : {rendez_vous}, {lieu}. {lien}", ""),  # nobody gave the place a name
        ("Votre rendez-vous : {rendez_vous}. {parking} {lien}", "Maison"),  # of another release
        ("Votre rendez-vous : {rendez_vous}. { {lien}", "Maison"),
    ],
)
def test_what_cannot_be_filled_gives_way_to_the_words_of_the_product(text, place):
    context = CONTEXT | {"place": place}
    product = said(Kind.MEETING, context=context)
    own("nom", Kind.MEETING, fr=text)

    assert said(Kind.MEETING, context=context) == product


def test_another_process_says_the_new_words_when_its_time_is_over(
    settings, django_assert_num_queries
):
    request = make_request(received_at=timezone.now())
    own(fr="Ailleurs : {date}")
    sms_texts.keep({})
    text = {"request": request, "kind": Kind.JOINED, "at": timezone.now(), "context": {}}
    with django_assert_num_queries(0):
        assert "Nous avons déjà votre demande" in compose(**text)

    settings.LISTS_KEPT_SECONDS = 0
    with django_assert_num_queries(1):
        assert "Ailleurs" in compose(**text)
