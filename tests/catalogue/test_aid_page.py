"""The page of one aid: the same parts for all, and what is not certain is said."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campaigns.models import Aid, Part
from tests.catalogue.reading import (
    XHTML,
    all_of,
    linked_data,
    links,
    main_text,
    read,
    text_of,
)
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid, make_catalogue, make_provider

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "Combien ?",
    "À quelles conditions ?",
    "Comment demander ?",
    "À qui demander ?",
    "Quels papiers ?",
    "Quel délai ?",
    "Et si on me dit non ?",
]


def questions(document):
    sections = [section for section in all_of(document, "section") if section.get("data-part")]
    return [text_of(section.find(f"{XHTML}h2")) for section in sections]


def answers(document):
    """{code of a part: everything under its question}."""
    return {
        section.get("data-part"): " ".join(text_of(child) for child in list(section)[1:])
        for section in all_of(document, "section")
        if section.get("data-part")
    }


def test_each_of_the_57_aids_has_all_its_parts(client):
    make_desk()
    make_catalogue()

    for aid in Aid.objects.all():
        response = client.get(f"/fr/aides/{aid.slug}/")
        document = read(response)
        assert questions(document) == QUESTIONS, aid.slug
        assert all(answers(document).values()), aid.slug
        panel = [text_of(term) for term in all_of(document, "dt")]
        assert panel == ["Pour qui", "Ce que ça donne", "À qui demander"]
        assert all(text_of(value) for value in all_of(document, "dd")), aid.slug
        text = main_text(response)
        assert "Vérifié en novembre 2026." in text
        assert "à vérifier" in text, aid.slug
        assert "UNVERIFIED" not in text


def test_what_is_known_is_said_in_its_place(client):
    provider = make_provider(
        name="Office des loyers",
        address="Rue 1, 2800 Delémont",
        phone="032 555 01 11",
        phone_source="2020 (une page)",
        email="office@example.org",
        url="https://example.org/loyers",
        url_status="seen in a source",
    )
    make_aid(
        "loyer",
        provider=provider,
        legal_basis="Loi du 1er mai 2000",
        texts={
            Part.HOW_MUCH: "CHF 100 par mois, ou 30 % du loyer.",
            Part.CONDITIONS: "Habiter le canton\nPayer un loyer",
            Part.DELAY: "30 jours.",
        },
        sources=["https://www.rfj.ch/Region/20250625-Les-loyers.html", "un bulletin, 2022"],
    )

    document = read(client.get("/fr/aides/loyer/"))

    said = answers(document)
    assert said["how_much"] == "CHF 100 par mois, ou 30 % du loyer. Vérifié en novembre 2026."
    assert said["conditions"] == "Habiter le cantonPayer un loyer"
    assert said["delay"] == "30 jours."
    assert "032 555 01 11 (numéro relevé en 2020, à vérifier)" in said["contact"]
    assert {"tel:+41325550111", "mailto:office@example.org", "https://example.org/loyers"} <= set(
        links(document)
    )
    _languages, details = all_of(document, "details")
    assert [text_of(item) for item in all_of(details, "li")] == [
        "rfj.ch, 2025",
        "un bulletin, 2022",
    ]
    assert "CHF\u00a0100" in client.get("/fr/aides/loyer/").content.decode()


def test_a_guessed_address_of_a_site_is_not_given(client):
    provider = make_provider(url="https://guessed.example.org", url_status="UNVERIFIED (guessed)")
    make_aid("loyer", provider=provider)

    assert "guessed.example.org" not in client.get("/fr/aides/loyer/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"confidence": Aid.Confidence.PARTLY}, "Des détails sont encore à vérifier"),
        ({"confidence": Aid.Confidence.UNSOURCED}, "pas encore de source sûre"),
        (
            {"to_verify": ["le prix"]},
            "Un ou plusieurs détails de cette page",
        ),
        ({"review_by": date(2020, 1, 1)}, "Cette page devait être revue"),
    ],
)
def test_what_is_not_certain_is_said_plainly_without_the_editors_detail(client, fields, sentence):
    make_aid("loyer", **fields)

    text = main_text(client.get("/fr/aides/loyer/"))

    assert sentence in text
    assert "le prix" not in text


def test_a_sure_and_fresh_page_carries_no_warning(client):
    make_aid("loyer", review_by=timezone.localdate() + timedelta(days=1))

    assert "vérifier" not in main_text(client.get("/fr/aides/loyer/")).replace("numéro vérifié", "")


def test_unknown_parts_say_what_is_true_for_every_aid(client):
    make_aid("loyer")

    said = answers(read(client.get("/fr/aides/loyer/")))

    assert said["how_much"].startswith("Nous n'avons pas de montant sûr.")
    assert said["if_refused"].startswith("Vous pouvez demander la décision par écrit")
    assert "Vérifié" not in said["how_much"]


def test_markup_in_a_text_is_shown_as_text(client):
    make_aid("loyer", texts={Part.TITLE: "<b>Loyer</b>", Part.WHAT: "</script><script>x</script>"})

    document = read(client.get("/fr/aides/loyer/"))

    assert [text_of(h1) for h1 in all_of(document, "h1")] == ["<b>Loyer</b>"]
    assert not any(script.text == "x" for script in all_of(document, "script"))


def test_search_engines_read_the_same_facts(client):
    make_aid("loyer", provider=make_provider(name="Office des loyers"))

    (data,) = linked_data(read(client.get("/fr/aides/loyer/")))

    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Une aide simple"
    assert data["provider"]["name"] == "Office des loyers"
    assert data["url"].endswith("/fr/aides/loyer/")


# Of the properties that schema.org gives each type, those we could use.
SCHEMA_ORG = {
    "GovernmentService": {
        *("@context", "name", "alternateName", "description", "url", "mainEntityOfPage"),
        *("areaServed", "audience", "provider", "serviceType", "availableChannel"),
    },
    "WebPage": {"@id", "inLanguage", "lastReviewed"},
    "Organization": {"name", "address", "url", "telephone", "email"},
    "AdministrativeArea": {"name"},
    "Audience": {"audienceType"},
}


def test_each_property_is_one_that_schema_org_gives_its_type(client):
    make_aid("loyer", provider=make_provider(address="Rue 1", url="https://example.org/"))

    (data,) = linked_data(read(client.get("/de/aides/loyer/")))

    described = [data, *(part for part in data.values() if isinstance(part, dict))]
    assert len(described) == len(SCHEMA_ORG)
    for part in described:
        assert part.keys() - {"@type"} <= SCHEMA_ORG[part["@type"]]
    assert data["mainEntityOfPage"]["inLanguage"] == "fr"  # there is no German text yet
    assert data["mainEntityOfPage"]["lastReviewed"] == "2026-11-01"


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_as_much_for_three_sources_as_for_one(client, django_assert_num_queries, count):
    make_desk()
    make_aid("loyer", sources=[f"https://example.org/{number}" for number in range(count)])

    # past the door: the terms, the aid, situations, words; the view counted
    with django_assert_num_queries(5):
        client.get("/fr/aides/loyer/")
