"""A planned text is published once, on its day, also when the worker was down."""

from datetime import date, timedelta

import pytest

from campaigns.editing.drafts import take_back
from campaigns.editing.review import publish, publish_due
from campaigns.models import AidVersion
from tests.make.editing import AT, make_submitted, make_whole_aid, public_text
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db


def test_a_planned_text_waits_for_its_day(author, reader):
    aid = make_whole_aid()
    day = AT + timedelta(days=3)
    draft = make_submitted(aid, by=author, what="Dès jeudi.")
    publish(draft_id=draft.pk, by=reader, at=AT, publish_at=day)

    assert publish_due(at=day - timedelta(seconds=1)) == 0
    assert public_text(aid, "what") == "Vous recevez un soutien."
    assert publish_due(at=day + timedelta(days=9)) == 1
    assert publish_due(at=day + timedelta(days=9)) == 0
    assert public_text(aid, "what") == "Dès jeudi."
    assert aid.versions.filter(kind="published").count() == 1


def test_a_planned_text_that_no_longer_passes_goes_back_and_says_why(author, reader):
    aid = make_whole_aid(review_by=date(2026, 11, 25))
    day = AT + timedelta(days=3)
    draft = make_submitted(aid, by=author)
    publish(draft_id=draft.pk, by=reader, at=AT, publish_at=day)

    assert publish_due(at=day) == 0

    draft.refresh_from_db()
    assert (draft.state, draft.reader) == ("writing", None)
    last = draft.moves.last()
    assert last.by is None
    assert last.words.startswith("Pas publié à la date prévue. Donnez une date future")


def test_a_planned_text_taken_back_is_not_published(author, reader):
    aid = make_whole_aid()
    draft = make_submitted(aid, by=author, what="Jamais.")
    publish(draft_id=draft.pk, by=reader, at=AT, publish_at=AT + timedelta(hours=1))
    take_back(draft_id=draft.pk, by=author, at=AT)

    assert publish_due(at=AT + timedelta(days=1)) == 0
    assert public_text(aid, "what") == "Vous recevez un soutien."


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_publish_each_text_once(author, reader):
    day = AT + timedelta(hours=1)
    aids = [make_whole_aid() for _ in range(6)]
    for aid in aids:
        draft = make_submitted(aid, by=author, what="Dès jeudi.")
        publish(draft_id=draft.pk, by=reader, at=AT, publish_at=day)

    done = together(lambda _position: publish_due(at=day), times=4)

    assert sum(done) == 6
    published = AidVersion.objects.filter(kind="published").values_list("aid", "number")
    assert sorted(published) == [(aid.pk, 2) for aid in aids]
    assert {public_text(aid, "what") for aid in aids} == {"Dès jeudi."}
