"""/redaction/liens/: rows are the record of the checks; a link is mended wherever it stands."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from campaigns.diagnosis import link_problems
from campaigns.editing.links.asking import Answer
from campaigns.editing.links.checking import check_due, next_round, note
from campaigns.models import AidDraft, AidSource, Link, PageView, Provider
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.catalogue import make_aid, make_provider
from tests.make.editing import make_draft_of, make_editor, make_whole_aid
from tests.make.staff import make_staff

NIGHT = datetime(2026, 11, 24, 1, 7, tzinfo=UTC)  # 02:07 where the desk is
GONE, FINE = Answer("not_found", 404), Answer("", 200)
A, B = "https://www.example.org/a", "https://www.example.org/b"
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client, db):
    client.force_login(make_staff(Role.EDITOR))
    return client


def round_at(at, answers):
    """One round in which each site answers as told. Returns the addresses that were asked."""
    asked = []

    def asking(address):
        asked.append(address)
        return answers[address]

    check_due(at=at, asking=asking, clock=lambda: at)
    return asked


def states():
    return dict(Link.objects.values_list("address", "state"))


@pytest.mark.django_db
def test_a_link_is_tried_again_later_and_later_before_it_is_called_broken():
    make_aid(sources=[f"{A} 2025"])
    seen = []
    for hours in (0, 1, 7, 25):
        round_at(NIGHT + hours * HOUR, {A: GONE})
        assert round_at(NIGHT + hours * HOUR, {}) == [], "not asked twice"
        seen.append((hours, states()[A]))

    assert seen == [(0, "failing"), (1, "failing"), (7, "broken"), (25, "broken")]
    link = Link.objects.get()
    assert link.broken_since == NIGHT
    assert link.next_check_at == next_round(NIGHT + 25 * HOUR)


@pytest.mark.django_db
def test_one_good_answer_forgets_the_bad_ones():
    make_aid(sources=[A])
    round_at(NIGHT, {A: GONE})
    round_at(NIGHT + HOUR, {A: FINE})

    link = Link.objects.get()
    assert (link.state, link.failures, link.broken_since, link.problem) == ("fine", 0, None, "")
    assert round_at(NIGHT + 5 * HOUR, {}) == []
    assert round_at(NIGHT + 25 * HOUR, {A: FINE}) == [A]


@pytest.mark.django_db
@pytest.mark.parametrize(("wait", "hours"), [(0, 1), (60, 1), (7200, 2), (10**7, 48)])
def test_a_busy_site_is_left_in_peace_as_long_as_it_asks_and_is_not_broken(wait, hours):
    make_aid(sources=[A])
    round_at(NIGHT, {A: Answer("busy", 429, wait=wait)})

    link = Link.objects.get()
    assert link.failures == 0
    assert link.next_check_at == NIGHT + hours * HOUR


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (FINE, "fine"),
        (Answer("", 200, moved_to=B), "moved"),
        (Answer("soft_not_found", 200), "doubtful"),
        (Answer("forbidden", 403), "doubtful"),
        (Answer("timeout"), "failing"),
        (Answer("inside"), "broken"),
        (Answer("not_an_address"), "broken"),
    ],
)
def test_what_an_answer_makes_of_a_link(answer, state):
    make_aid(sources=[A])
    round_at(NIGHT, {A: answer})
    assert states() == {A: state}


@pytest.mark.django_db
def test_what_no_page_uses_any_more_is_forgotten_and_guessed_notes_are_no_links():
    aid = make_aid(sources=[A, "LAMal art. 65"], provider=make_provider(url=B))
    round_at(NIGHT, {A: FINE, B: FINE})
    assert set(states()) == {A, B}

    AidSource.objects.filter(aid=aid, address=A).delete()
    round_at(NIGHT + 25 * HOUR, {B: FINE})
    assert set(states()) == {B}


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_ask_the_same_address_together():
    make_aid(sources=[f"https://www.example.org/{n}" for n in range(20)])
    asked, lock, start = [], threading.Lock(), threading.Barrier(2)

    def asking(address):
        with lock:
            asked.append(address)
        return FINE

    def work():
        start.wait()
        check_due(at=NIGHT, asking=asking, clock=lambda: NIGHT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(asked) == len(set(asked)) == 20


@pytest.mark.django_db
def test_a_worker_that_dies_leaves_a_row_that_is_due_again():
    make_aid(sources=[A])

    def dies(address):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_due(at=NIGHT, asking=dies, clock=lambda: NIGHT)

    assert round_at(NIGHT, {}) == []
    assert round_at(NIGHT + HOUR, {A: FINE}) == [A]


@pytest.mark.django_db
def test_an_answer_for_a_link_that_is_gone_is_dropped():
    note(12345, FINE, at=NIGHT)
    assert not Link.objects.exists()


def test_the_broken_stand_first_and_the_most_read_before_the_others(editor):
    make_aid("peu-lue", sources=[A])
    make_aid("tres-lue", sources=[B])
    make_aid("bien", sources=["https://www.example.org/c"])
    today = datetime.now(UTC).date()
    PageView.objects.create(day=today, page="aid:tres-lue", language="fr", count=40)
    PageView.objects.create(day=today, page="aid:peu-lue", language="fr", count=2)
    PageView.objects.create(
        day=today - timedelta(days=40), page="aid:peu-lue", language="fr", count=900
    )
    for hours in (0, 1, 7):
        round_at(NIGHT + hours * HOUR, {A: GONE, B: GONE, "https://www.example.org/c": FINE})

    said = main_text(editor.get("/redaction/liens/"))

    assert said.index(B) < said.index(A)
    assert "40 vues en 30 jours" in said
    assert "vu cassé depuis mardi 24 novembre, 2 h 07" in said
    assert "ne répond plus : la page n'existe plus (404)" in said
    assert "https://www.example.org/c" not in said
    assert "https://www.example.org/c" in main_text(editor.get("/redaction/liens/?tous"))


def test_an_ignored_link_is_not_asked_and_says_why(editor):
    make_aid(sources=[A])
    round_at(NIGHT, {A: Answer("forbidden", 403)})
    link = Link.objects.get()

    editor.post(f"/redaction/liens/{link.pk}/ignorer/", {"why": "  "})
    assert Link.objects.get().ignored_because == ""
    editor.post(f"/redaction/liens/{link.pk}/ignorer/", {"why": "<b>refuse les robots</b>"})

    assert round_at(NIGHT + 100 * HOUR * 24, {}) == []
    response = editor.get("/redaction/liens/")
    assert "<b>refuse les robots</b>" in main_text(response)
    editor.post(f"/redaction/liens/{link.pk}/ignorer/", {"watch": ""})
    assert Link.objects.get().ignored_because == ""


def test_a_new_address_is_written_everywhere_and_keeps_the_note(editor):
    office = make_provider(url=A)
    aid = make_whole_aid(sources=[f"{A} 2025", f"{A}/autre"], provider=office)
    both = make_aid(sources=[A, B])
    draft = make_draft_of(aid, by=make_editor())
    round_at(NIGHT, {A: Answer("", 200, moved_to=B), f"{A}/autre": FINE, B: FINE})
    link = Link.objects.get(address=A)
    assert f'value="{B}"' in editor.get("/redaction/liens/").content.decode()

    editor.post(f"/redaction/liens/{link.pk}/remplacer/", {"new": B})

    assert [s.address for s in aid.sources.all()] == [f"{B} 2025", f"{A}/autre"]
    assert [s.address for s in both.sources.all()] == [B]
    assert Provider.objects.get(pk=office.pk).url == B
    after = AidDraft.objects.get(pk=draft.pk)
    assert after.content["sources"] == [f"{B} 2025", f"{A}/autre"]
    assert after.revision == draft.revision + 1
    assert set(states()) == {B, f"{A}/autre"}


@pytest.mark.parametrize("new", ["", "javascript:alert(1)", "www.example.org", "x" * 10_000])
def test_what_is_no_address_replaces_nothing(editor, new):
    make_aid(sources=[A])
    round_at(NIGHT, {A: GONE})

    response = editor.post(
        f"/redaction/liens/{Link.objects.get().pk}/remplacer/", {"new": new}, follow=True
    )

    assert "Ce n'est pas une adresse du web" in main_text(response)
    assert AidSource.objects.get().address == A


@pytest.mark.django_db
def test_the_doctor_says_when_the_round_does_not_pass():
    make_aid(sources=[A])
    round_at(NIGHT, {A: FINE})
    assert list(link_problems()) == []

    Link.objects.update(next_check_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "1 links wait" in next(link_problems())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_links_as_for_one(editor, django_assert_num_queries, count):
    for number in range(count):
        make_aid(sources=[f"{A}/{number}"])
    round_at(NIGHT, {f"{A}/{number}": GONE for number in range(count)})

    # the session, the account; titles, sources, providers, views, links
    with django_assert_num_queries(7):
        editor.get("/redaction/liens/")
