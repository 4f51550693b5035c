"""A draft: not public, one for an aid, and two people on it do not undo each other."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from campaigns.editing.drafts import (
    begin_draft,
    begin_new_aid,
    discard,
    restore,
    save_draft,
    submit,
    take_back,
)
from campaigns.editing.errors import NotNow, StaleDraft
from campaigns.editing.review import publish
from campaigns.models import Aid, AidDraft, AidVersion, Part
from tests.make.editing import (
    AT,
    make_draft_of,
    make_editor,
    make_submitted,
    make_whole_aid,
    public_text,
    stored,
    write,
)

pytestmark = pytest.mark.django_db


def test_what_is_written_is_not_public(client):
    aid = make_whole_aid("aide-a")

    make_draft_of(aid, by=make_editor(), what="Vous recevez un secret.", title="Autre titre")

    for address in ("/fr/aides/aide-a/", "/fr/aides/", "/api/aides.json", "/fr/aides/?q=secret"):
        page = client.get(address).content.decode()
        assert "un secret" not in page, address
        assert "Autre titre" not in page, address
    assert public_text(aid, "what") == "Vous recevez un soutien."


def test_a_new_aid_is_nowhere_before_it_is_published(client):
    draft = begin_new_aid(by=make_editor(), at=AT)
    write(draft, by=draft.written_by, title="Aide toute neuve")

    assert not Aid.objects.exists()
    assert "toute neuve" not in client.get("/fr/aides/").content.decode()


def test_the_second_to_open_an_aid_finds_the_draft_of_the_first():
    aid = make_whole_aid()
    first = begin_draft(aid_id=aid.pk, by=make_editor(), at=AT)

    assert begin_draft(aid_id=aid.pk, by=make_editor(), at=AT) == first
    assert AidDraft.objects.count() == 1


def test_the_database_keeps_one_open_draft_for_an_aid():
    draft = make_draft_of(make_whole_aid(), by=make_editor())

    with pytest.raises(IntegrityError), transaction.atomic():
        AidDraft.objects.create(
            aid=draft.aid, content=draft.content, written_by=draft.written_by, written_at=AT
        )


def test_who_saves_an_old_page_is_told_and_nothing_is_written_over():
    anna, beat = make_editor(first_name="Anna"), make_editor()
    draft = make_draft_of(make_whole_aid(), by=anna)
    old = draft.revision
    write(draft, by=anna, what="Le texte d'Anna.")

    with pytest.raises(StaleDraft, match="Anna") as told:
        save_draft(draft_id=draft.pk, revision=old, content=draft.content, by=beat, at=AT)

    assert told.value.draft.content["texts"]["fr"]["what"] == "Le texte d'Anna."
    assert AidDraft.objects.get().content["texts"]["fr"]["what"] == "Le texte d'Anna."


def test_a_save_that_changes_nothing_is_no_save():
    anna = make_editor()
    draft = make_draft_of(make_whole_aid(), by=anna)

    again = save_draft(
        draft_id=draft.pk, revision=draft.revision, content=draft.content, by=make_editor(), at=AT
    )

    assert (again.revision, again.written_by) == (draft.revision, anna)


# Written out by hand: which act is possible at which step.
STEPS = {
    "writing": {"save", "submit", "discard"},
    "submitted": {"take_back", "publish"},
    "scheduled": {"take_back"},
    "published": set(),
    "discarded": set(),
}
ACTS = {
    "save": lambda draft, by: save_draft(
        draft_id=draft.pk, revision=draft.revision, content=draft.content, by=by, at=AT
    ),
    "submit": lambda draft, by: submit(draft_id=draft.pk, why="x", by=by, at=AT),
    "discard": lambda draft, by: discard(draft_id=draft.pk, by=by, at=AT),
    "take_back": lambda draft, by: take_back(draft_id=draft.pk, by=by, at=AT),
    "publish": lambda draft, by: publish(draft_id=draft.pk, by=by, at=AT),
}


@pytest.mark.parametrize("state", STEPS)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_has_its_step(state, act):
    author, reader = make_editor(), make_editor()
    draft = make_submitted(by=author)
    signs = {"scheduled": reader, "published": reader}
    AidDraft.objects.filter(pk=draft.pk).update(
        state=state, reader=signs.get(state), publish_at=AT if state == "scheduled" else None
    )
    draft.refresh_from_db()

    try:
        ACTS[act](draft, reader if act == "publish" else author)
        possible = True
    except NotNow:
        possible = False

    assert possible == (act in STEPS[state])


def test_restoring_makes_a_draft_and_leaves_the_page_alone():
    anna, beat = make_editor(), make_editor()
    aid = make_whole_aid()
    publish(draft_id=make_submitted(aid, by=anna, what="Deuxième texte.").pk, by=beat, at=AT)
    first = aid.versions.get(number=1)

    draft = restore(version_id=first.pk, by=beat, at=AT)

    assert draft.content == first.content
    assert draft.why == "Reprend la version 1."
    assert public_text(aid, "what") == "Deuxième texte."
    publish_again = submit(draft_id=draft.pk, why="erreur", by=beat, at=AT)
    publish(draft_id=publish_again.pk, by=anna, at=AT)
    assert stored(aid) == first.content
    assert list(aid.versions.values_list("number", "kind")) == [
        (1, "imported"),
        (2, "published"),
        (3, "published"),
    ]


def test_restoring_never_writes_over_an_open_draft():
    anna = make_editor()
    draft = make_draft_of(make_whole_aid(), by=anna, what="En cours.")

    with pytest.raises(NotNow, match="brouillon est déjà ouvert"):
        restore(version_id=draft.base_id, by=anna, at=AT)

    assert AidDraft.objects.get().content["texts"]["fr"]["what"] == "En cours."


@pytest.mark.parametrize(
    "statement", ["UPDATE campaigns_aidversion SET why = 'x'", "DELETE FROM campaigns_aidversion"]
)
def test_the_database_refuses_to_rewrite_a_version(statement):
    make_draft_of(make_whole_aid(), by=make_editor())
    assert AidVersion.objects.exists()

    refused = pytest.raises(ProgrammingError, match="never rewritten")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_signs_that_are_no_text_are_left_out():
    anna = make_editor()
    draft = make_draft_of(make_whole_aid(), by=anna)

    write(draft, by=anna, what="  Un\x00 soutien.\r\n\u2028Encore  ")

    assert AidDraft.objects.get().content["texts"]["fr"][Part.WHAT] == "Un soutien.\nEncore"
