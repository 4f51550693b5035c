"""What an address leads to: a page that moved, one that is gone, what replaces it."""

import pytest

from campaigns.editing.drafts import submit
from campaigns.editing.errors import NotNow, NotReady
from campaigns.editing.review import publish
from campaigns.editing.withdrawing import withdraw
from campaigns.models import Aid, FormerAddress
from tests.make.catalogue import make_aid
from tests.make.editing import AT, change, make_draft_of, make_submitted, make_whole_aid

pytestmark = pytest.mark.django_db


def submitted(draft, by):
    return submit(draft_id=draft.pk, why="pour essayer", by=by, at=AT)


def test_another_address_leads_from_the_old_one(client, author, reader):
    aid = make_whole_aid("vieille-adresse")
    draft = make_draft_of(aid, by=author)
    change(draft, by=author, slug="nouvelle-adresse")
    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT)

    moved = client.get("/de/aides/vieille-adresse/?s=ABC")

    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/de/aides/nouvelle-adresse/?s=ABC",
    )
    assert client.get("/fr/aides/nouvelle-adresse/").status_code == 200
    listed = client.get("/fr/aides/liste/?a=vieille-adresse").content.decode()
    assert "Une aide simple" in listed


def test_an_address_taken_back_is_no_former_one(author, reader):
    aid = make_whole_aid("un")
    for slug in ("deux", "un"):
        draft = make_draft_of(aid, by=author)
        change(draft, by=author, slug=slug)
        publish(draft_id=submitted(draft, author).pk, by=reader, at=AT)

    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["deux"]


def test_a_withdrawn_aid_leads_to_what_replaces_it(client, author):
    new, old = make_whole_aid("nouvelle"), make_whole_aid("ancienne")

    withdraw(aid_id=old.pk, why="La loi a changé.", replaced_by_id=new.pk, by=author, at=AT)

    answer = client.get("/fr/aides/ancienne/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/fr/aides/nouvelle/")
    for address in ("/fr/aides/", "/sitemap.xml", "/api/aides.json"):
        assert "/ancienne/" not in client.get(address).content.decode()
    version = old.versions.get(kind="withdrawn")
    assert (version.author, version.why) == (author, "La loi a changé.")


def test_a_withdrawn_aid_says_what_happened_and_what_to_do(client, author):
    aid = make_whole_aid("ancienne", withdrawn_why="")

    withdraw(aid_id=aid.pk, why="Le fonds est vide <b>.", replaced_by_id=None, by=author, at=AT)

    answer = client.get("/fr/aides/ancienne/")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Le fonds est vide &lt;b&gt;." in page
    assert 'action="/fr/aides/"' in page
    assert 'href="/fr/rappel/"' in page
    german = client.get("/de/aides/ancienne/").content.decode()
    assert '<span lang="fr">Le fonds est vide' in german
    assert "Ein Teil dieser Seite" in german


def test_a_chain_of_replacements_leads_to_its_end(client, author):
    first, second, third = (make_whole_aid(slug) for slug in ("un", "deux", "trois"))
    withdraw(aid_id=first.pk, why="x", replaced_by_id=second.pk, by=author, at=AT)
    withdraw(aid_id=second.pk, why="x", replaced_by_id=third.pk, by=author, at=AT)
    assert client.get("/fr/aides/un/").headers["Location"] == "/fr/aides/trois/"

    withdraw(aid_id=third.pk, why="Plus rien.", replaced_by_id=None, by=author, at=AT)

    assert client.get("/fr/aides/un/").status_code == 410


def test_a_withdrawal_needs_its_reason_and_a_published_replacement(author):
    aid, gone = make_whole_aid(), make_aid(state=Aid.State.WITHDRAWN)

    with pytest.raises(NotReady, match="ce qui s'est passé"):
        withdraw(aid_id=aid.pk, why=" ", replaced_by_id=None, by=author, at=AT)
    with pytest.raises(NotReady, match="n'est pas publiée"):
        withdraw(aid_id=aid.pk, why="x", replaced_by_id=gone.pk, by=author, at=AT)
    with pytest.raises(NotNow):
        withdraw(aid_id=gone.pk, why="x", replaced_by_id=None, by=author, at=AT)
    assert Aid.objects.published().get() == aid


def test_a_withdrawn_aid_comes_back_by_a_draft(client, author, reader):
    aid = make_whole_aid("aide-a")
    withdraw(aid_id=aid.pk, why="Erreur.", replaced_by_id=None, by=author, at=AT)

    publish(draft_id=make_submitted(aid, by=author).pk, by=reader, at=AT)

    assert client.get("/fr/aides/aide-a/").status_code == 200
    aid.refresh_from_db()
    assert (aid.withdrawn_on, aid.withdrawn_why, aid.replaced_by) == (None, "", None)
