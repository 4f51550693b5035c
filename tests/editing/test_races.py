"""Two at once, on real connections: one save wins, one publication happens, one draft is opened."""

import pytest

from campaigns.editing.content import with_texts
from campaigns.editing.drafts import begin_draft, begin_new_aid, save_draft, take_back
from campaigns.editing.errors import EditingError
from campaigns.editing.links.register import take_new_address
from campaigns.editing.review import publish
from campaigns.models import Aid, AidDraft, DraftMove, Link, Part
from tests.make.catalogue import make_provider, make_situation
from tests.make.editing import (
    AT,
    WHOLE,
    change,
    hand_in,
    make_draft_of,
    make_editor,
    make_submitted,
    make_whole_aid,
    write,
)
from tests.make.waiting import free_while_another_is_held
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def tried(act):
    """What the act returned, or the name of what it was refused with."""
    try:
        return act()
    except EditingError as refused:
        return type(refused).__name__


def test_of_eight_saves_of_the_same_page_one_is_kept_and_seven_are_told():
    people = [make_editor() for _ in range(8)]
    draft = make_draft_of(make_whole_aid(), by=people[0])

    def save(place):
        content = with_texts(draft.content, "fr", {Part.WHAT: f"Texte {place}."})
        return tried(
            lambda: (
                save_draft(
                    draft_id=draft.pk,
                    revision=draft.revision,
                    content=content,
                    by=people[place],
                    at=AT,
                ).pk
            )
        )

    done = together(save, times=8)

    assert sorted(map(str, done)) == sorted([str(draft.pk), *["StaleDraft"] * 7])
    draft.refresh_from_db()
    assert draft.revision == 2
    winner = done.index(draft.pk)
    assert draft.content["texts"]["fr"]["what"] == f"Texte {winner}."
    assert draft.written_by == people[winner]


def test_of_four_readers_publishing_at_once_one_does():
    readers = [make_editor() for _ in range(4)]
    aid = make_whole_aid()
    draft = make_submitted(aid, by=make_editor())

    done = together(
        lambda place: tried(lambda: publish(draft_id=draft.pk, by=readers[place], at=AT).state),
        times=4,
    )

    assert sorted(done) == ["NotNow", "NotNow", "NotNow", "published"]
    assert aid.versions.filter(kind="published").count() == 1
    assert DraftMove.objects.filter(to="published").count() == 1


def test_of_publishing_and_taking_back_at_once_one_happens():
    author, reader = make_editor(), make_editor()
    for _ in range(5):
        aid = make_whole_aid()
        draft = make_submitted(aid, by=author)
        acts = [
            lambda draft=draft: publish(draft_id=draft.pk, by=reader, at=AT).state,
            lambda draft=draft: take_back(draft_id=draft.pk, by=author, at=AT).state,
        ]

        done = together(lambda place, acts=acts: tried(acts[place]), times=2)

        assert done.count("NotNow") == 1
        published = aid.versions.filter(kind="published").exists()
        assert published == (AidDraft.objects.get(pk=draft.pk).state == "published")


def test_six_people_opening_an_aid_open_one_draft():
    people = [make_editor() for _ in range(6)]
    aid = make_whole_aid()

    done = together(lambda place: begin_draft(aid_id=aid.pk, by=people[place], at=AT).pk, times=6)

    assert len(set(done)) == 1
    assert aid.versions.count() == 1


def test_two_new_aids_of_one_address_published_at_once_make_one():
    author, reader = make_editor(), make_editor()
    provider = make_provider(phone="032 555 01 01")
    make_situation(slug="dettes")
    drafts = []
    for _ in range(2):
        draft = begin_new_aid(by=author, at=AT)
        write(draft, by=author, **{part.value: text for part, text in WHOLE.items()})
        facts = {"slug": "la-meme", "category": "dettes", "provider": provider.pk}
        facts |= {"situations": ["dettes"], "sources": ["x"], "review_by": "2027-01-01"}
        change(draft, by=author, **facts)
        drafts.append(hand_in(draft, by=author))

    done = together(
        lambda place: tried(lambda: publish(draft_id=drafts[place].pk, by=reader, at=AT).state),
        times=2,
    )

    assert sorted(done) == ["NotReady", "published"]
    assert Aid.objects.get().slug == "la-meme"


def test_a_new_address_waits_for_a_draft_before_it_takes_its_aid():
    """As publishing does: a draft first, then the aid. Otherwise both could wait for each other."""
    aid = make_whole_aid()
    draft = make_draft_of(aid, by=make_editor())
    link = Link.objects.create(address="https://www.example.org/loi", next_check_at=AT)

    def replace():
        take_new_address(link_id=link.pk, new="https://www.example.org/neuve", at=AT)

    free_while_another_is_held(replace, held=draft, free=aid)

    draft.refresh_from_db()
    assert draft.content["sources"] == ["https://www.example.org/neuve"]
    replace()  # pressed twice it is as once
