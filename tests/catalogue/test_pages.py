"""What residents read: home, lists, searches."""

import re

import pytest
from django.utils import timezone

from campaigns.models import Aid, Part, SearchSynonym
from campaigns.services.offer import offer_at, promise_at
from tests.catalogue.reading import all_of, hits, links, main_text, read, text_of
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_aid, make_catalogue, make_searchable, make_situation

pytestmark = pytest.mark.django_db

SENTENCES = {
    "/fr/": "L'argent ne suffit plus ?",
    "/fr/aides/": "Toutes les aides",
    "/fr/aides/?q=loyer": "Aides pour « loyer »",
    "/fr/aides/?situation=logement": "Mon logement",
    "/fr/aides/un-loyer/": "Payer le loyer",
    "/fr/accessibilite/": "Accessibilité",
    "/fr/confidentialite/": "Confidentialité",
    "/fr/securite-navigation/": "Naviguer sans risque",
}


@pytest.fixture
def few():
    """One aid in one situation, and a desk."""
    make_desk()
    aid = make_aid("un-loyer", texts={Part.TITLE: "Payer le loyer"})
    make_situation(aid, slug="logement", name="Mon logement")
    make_searchable()


@pytest.mark.parametrize("address", SENTENCES)
def test_a_public_page_is_strict_html_with_one_heading_and_no_cookie(client, few, address):
    response = client.get(address)

    assert response.status_code == 200
    document = read(response)
    assert [text_of(h1) for h1 in all_of(document, "h1")] == [SENTENCES[address]]
    assert document.get("lang") == "fr"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    scripts = [script for script in all_of(document, "script") if script.get("src")]
    assert all(script.get("src").startswith("/static/") for script in scripts)


@pytest.mark.parametrize("address", SENTENCES)
def test_a_public_page_leads_to_a_person(client, few, address):
    assert "/fr/rappel/" in links(read(client.get(address)))


@pytest.mark.parametrize("address", [address for address in SENTENCES if "q=" not in address])
def test_an_unchanged_page_is_not_sent_twice(client, few, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


def test_home_gives_the_number_the_text_and_the_date(client):
    desk = make_desk(sms_number="+41795550177")
    make_situation(slug="retraite", name="Ma retraite ne suffit pas", pictogram="retraite")

    document = read(client.get("/fr/"))

    (sms,) = [href for href in links(document) if href.startswith("sms:")]
    assert sms == "sms:+41795550177?body=Bonjour%2C%20pouvez-vous%20me%20rappeler%20%3F%20Merci."
    assert "/fr/aides/?situation=retraite" in links(document)
    text = main_text(client.get("/fr/"))
    assert "079 555 01 77" in text
    assert f"vous rappelle dans les {desk.promise_days} jours" in text
    now = timezone.now()
    due = timezone.localtime(promise_at(offer_at(now), now).due_at)
    (moment,) = all_of(document, "time")
    assert moment.get("datetime") == due.isoformat()


def test_home_speaks_for_the_running_campaign(client):
    make_desk()
    today = timezone.localdate()
    make_campaign(starts_on=today, ends_on=today, sms_number="+41795550188", promise_days=2)

    text = main_text(client.get("/fr/"))

    assert "079 555 01 88" in text
    assert "dans les 2 jours" in text


def test_home_works_before_anything_is_set_up(client):
    text = main_text(client.get("/fr/"))

    assert "Quelqu'un vous rappelle." in text
    assert "SMS au" not in text


def test_one_hit_is_just_one_and_a_word_read_otherwise_is_named_only_beside_hits(client):
    make_desk()
    make_aid("caution", texts={Part.TITLE: "La caution du loyer"})
    SearchSynonym.objects.create(term="zeppelin", means=["dirigeable"])
    make_searchable()

    one = main_text(client.get("/fr/aides/?q=cotion"))
    none = main_text(client.get("/fr/aides/?q=zepelin"))

    assert "1 aide." in one
    assert "Nous avons lu « caution » au lieu de « cotion »." in one
    assert "Nous n'avons rien trouvé avec ces mots." in none
    assert "Nous avons lu" not in none


def test_all_57_aids_are_listed_and_enter_by_situation(client):
    make_desk()
    make_catalogue()

    everything = client.get("/fr/aides/")
    assert len(hits(everything)) == 57
    assert "57 aides, situation par situation." in main_text(everything)
    some = client.get("/fr/aides/?situation=petite-retraite")
    assert hits(some)[:2] == ["prestations-complementaires", "frais-maladie-pc"]
    assert "11 aides, la plus utile en premier." in main_text(some)
    dentist = client.get("/fr/aides/?q=facture de dentiste")
    assert hits(dentist)[0] == "frais-maladie-pc"


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_much_for_three_aids_as_for_one(client, django_assert_num_queries, count):
    make_desk()
    aids = [make_aid(texts={Part.TITLE: f"Loyer {number}"}) for number in range(count)]
    make_situation(*aids, slug="logement")
    make_searchable()

    # past the door: the terms, the cards, situations; the view counted
    with django_assert_num_queries(4):
        assert len(hits(client.get("/fr/aides/"))) == count
    # … and the situation itself
    with django_assert_num_queries(5):
        assert len(hits(client.get("/fr/aides/?situation=logement"))) == count
    # the search is three queries past the door; no situations are shown beside its hits
    with django_assert_num_queries(6):
        assert len(hits(client.get("/fr/aides/?q=loyer"))) == count


def test_a_long_list_has_pages_that_a_reader_can_walk(client, monkeypatch):
    monkeypatch.setattr("campaigns.catalogue.lists.MOST_ON_A_PAGE", 2)
    make_desk()
    aids = [make_aid(f"loyer-{number}") for number in range(5)]
    make_situation(*aids, slug="logement", name="Mon logement")
    for address in ("/fr/aides/?", "/fr/aides/?situation=logement&"):
        seen, following = [], address + "s=entraide"
        while following:
            answer = client.get(following)
            seen += [hits(answer)]
            assert "5 aides, " in main_text(answer)
            link = re.search(r'href="([^"]+)" rel="next"', answer.content.decode())
            following = link and link[1].replace("&amp;", "&")
        assert [len(page) for page in seen] == [2, 2, 1]
        assert [one for page in seen for one in page] == [f"loyer-{number}" for number in range(5)]
        back = re.search(r'href="([^"]+)" rel="prev"', answer.content.decode())[1]
        assert hits(client.get(back.replace("&amp;", "&"))) == seen[1]
        assert "page 3 sur 3" in main_text(answer)
        for nonsense in ("0", "4", "-1", "x", "1.5", "99999999999999", "²"):
            assert hits(client.get(address + "page=" + nonsense)) == seen[0]


def test_a_list_that_stands_on_one_page_says_nothing_of_pages(client):
    make_desk()
    make_aid()
    page = client.get("/fr/aides/").content.decode()

    assert 'rel="next"' not in page
    assert "page 1" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_much_for_three_situations_as_for_one(
    client, django_assert_num_queries, count
):
    make_desk()
    for _ in range(count):
        make_situation()

    # past the door: the terms, the words of the page, situations; the view counted
    with django_assert_num_queries(4):
        assert len(re.findall(r"\?situation=", client.get("/fr/").content.decode())) == count


def test_drafts_and_withdrawn_aids_are_on_no_list(client):
    make_desk()
    drafted = make_aid("brouillon", state=Aid.State.DRAFT)
    withdrawn = make_aid("retiree", state=Aid.State.WITHDRAWN)
    make_situation(drafted, withdrawn, slug="logement")
    make_searchable()

    assert hits(client.get("/fr/aides/")) == []
    assert hits(client.get("/fr/aides/?situation=logement")) == []
    assert hits(client.get("/fr/aides/?q=aide simple")) == []


def test_a_search_without_answer_says_so_and_offers_a_person(client, few):
    response = client.get("/fr/aides/?q=xqzkjw")

    text = main_text(response)
    assert hits(response) == []
    assert "Nous n'avons rien trouvé avec ces mots." in text
    assert "Mon logement" in text
    assert "079 555 01 00" in text


def test_what_was_searched_is_kept_nowhere(client, few):
    response = client.get("/fr/aides/?q=loyer")

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_distress_shows_the_numbers_before_the_aids(client, few):
    response = client.get("/fr/aides/?q=il me frappe, plus de loyer, envie de mourir")

    main = main_text(response)
    (violence, despair) = (main.index("117 Police"), main.index("143 La Main Tendue"))
    assert max(violence, despair) < main.index("Payer le loyer")
    assert "tel:143" in links(read(response))


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 10_000},
        {"q": "a & b | !c"},
        {"q": "<script>alert(1)</script>"},
        {"situation": "x" * 10_000},
        {"situation": "inconnue"},
        {"s": "'><script>"},
        {"q": "loyer", "situation": "logement", "s": "é" * 100},
    ],
    ids=str,
)
def test_any_query_is_answered_with_a_whole_page(client, few, query):
    response = client.get("/fr/aides/", query)

    assert response.status_code == 200
    assert len(all_of(read(response), "h1")) == 1
    assert b"<script>alert" not in response.content
    assert b"'><script>" not in response.content
    assert len(response.content) < 20_000


@pytest.mark.parametrize("name", ["q", "situation", "s"])
def test_what_nobody_can_type_is_refused_in_words(client, few, name):
    response = client.get("/fr/aides/", {name: "\x00"})

    assert response.status_code == 400
    assert "pas pu lire" in all_of(read(response), "h1")[0].text


def test_the_partners_code_is_on_every_way_to_the_form(client, few):
    make_partner(code="entraide")

    for address in ("/fr/", "/fr/aides/", "/fr/aides/?q=loyer", "/fr/aides/un-loyer/"):
        joint = "&" if "?" in address else "?"
        document = read(client.get(f"{address}{joint}s=entraide"))
        forms = {href for href in links(document) if href.startswith("/fr/rappel/")}
        assert forms == {"/fr/rappel/?s=entraide"}, address
        aids = [href for href in links(document) if href.startswith("/fr/aides/")]
        assert aids
        assert all("s=entraide" in href for href in aids), address


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/fr/aides/loyers-impayes/", 404, "Nous n'avons pas cette page"),
        ("/fr/aides/retiree/", 410, "Cette aide n'existe plus"),
        ("/fr/aides/brouillon/", 404, "Nous n'avons pas cette page"),
    ],
)
def test_an_address_without_aid_leads_on(client, few, address, status, sentence):
    make_aid("retiree", state=Aid.State.WITHDRAWN)
    make_aid("brouillon", state=Aid.State.DRAFT)

    response = client.get(address)

    assert response.status_code == status
    document = read(response)
    assert [text_of(h1) for h1 in all_of(document, "h1")] == [sentence]
    assert any(element.get("name") == "q" for element in all_of(document, "input"))
    if "loyers" in address:
        assert hits(response) == ["un-loyer"]
