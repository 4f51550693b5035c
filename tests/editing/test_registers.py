"""Situations, synonyms and organisations: changed under /redaction/, shown before, no code."""

import pytest

from campaigns.models import LifeSituation, Provider, SearchSynonym, SituationAid
from julien.core.roles import Role
from tests.catalogue.reading import all_of, hits, main_text, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import (
    make_aid,
    make_catalogue,
    make_provider,
    make_searchable,
    make_situation,
    make_synonym,
)
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_desk()
    client.force_login(make_staff(Role.EDITOR))
    return client


def save(editor, page, data):
    """Look, then store, as the person does."""
    looked = editor.post(page, data | {"look": ""})
    return looked, editor.post(page, data | {"save": ""})


def names_on_home(editor, language="fr"):
    page = read(editor.get(f"/{language}/"))
    (section,) = [
        one for one in all_of(page, "section") if one.get("aria-labelledby") == "situations"
    ]
    (rows,) = [one for one in all_of(section, "ul") if one.get("class") == "rows"]
    return [text_of(one) for one in all_of(rows, "a")]


WORDS = {"name": "Je suis à sec", "lead": "Plus rien avant la fin du mois.", "pictogram": "aide"}


def test_a_new_situation_stands_on_the_home_page_with_its_aids_in_order(editor):
    one, other = make_aid("une"), make_aid("autre")
    page = "/redaction/situations/nouvelle/"

    looked, _stored = save(editor, page, WORDS | {"slug": "a-sec", "revision": 0, "add": one.slug})
    assert "Je suis à sec" in main_text(looked)
    situation = LifeSituation.objects.get()
    again = {"revision": 0, "place-une": "2", "add": "autre", "place-autre": "1"}
    save(editor, f"/redaction/situations/{situation.pk}/", WORDS | again)

    assert names_on_home(editor) == ["Je suis à sec"]
    assert hits(editor.get("/fr/aides/?situation=a-sec")) == [other.slug, one.slug]


def test_looking_stores_nothing_and_says_what_will_change(editor):
    situation = make_situation(make_aid("une"), name="Avant")

    page = f"/redaction/situations/{situation.pk}/"
    looked = editor.post(page, WORDS | {"revision": 0, "place-une": "", "look": ""})

    said = main_text(looked)
    assert "AvantJe suis à sec" in said
    assert "Aides, dans l'ordre" in said
    assert LifeSituation.objects.get().name == "Avant"
    assert SituationAid.objects.count() == 1


def test_a_retired_situation_is_offered_no_more_and_comes_back(editor):
    situation = make_situation(make_aid("une"), name="Avant", slug="avant")
    page = f"/redaction/situations/{situation.pk}/"

    save(editor, page, WORDS | {"revision": 0, "place-une": "1", "retired": "on"})
    assert names_on_home(editor) == []
    assert "situation=avant" not in editor.get("/sitemap.xml").content.decode()
    assert "Ce qui va avec" not in main_text(editor.get("/fr/aides/une/"))
    assert "retirée" in main_text(editor.get("/redaction/situations/"))

    save(editor, page, WORDS | {"revision": 1, "place-une": "1"})
    assert names_on_home(editor) == ["Je suis à sec"]


def test_situations_change_places(editor):
    second, first = make_situation(name="Deux", position=1), make_situation(name="Un")
    listed = main_text(editor.get("/redaction/situations/"))
    assert listed.index("Un") < listed.index("Deux")

    editor.post(f"/redaction/situations/{second.pk}/deplacer/", {"up": ""})
    assert names_on_home(editor) == ["Deux", "Un"]
    editor.post(f"/redaction/situations/{second.pk}/deplacer/", {"up": ""})
    assert names_on_home(editor) == ["Deux", "Un"], "the first stays the first"
    editor.post(f"/redaction/situations/{second.pk}/deplacer/", {"down": ""})
    assert names_on_home(editor) == [first.name, second.name]


def test_a_situation_is_translated_and_marked_when_its_french_moves(editor):
    situation = make_situation(name="Avant", lead="Une phrase.")
    page = f"/redaction/situations/{situation.pk}/"
    german = {"name_de": "Ich habe nichts mehr", "lead_de": "Ein Satz."}
    save(
        editor,
        page,
        {"name": "Avant", "lead": "Une phrase.", "pictogram": "aide"} | german | {"revision": 0},
    )
    assert names_on_home(editor, "de") == ["Ich habe nichts mehr"]
    assert names_on_home(editor, "it") == ["Avant"]
    assert 'lang="fr">Avant<' in editor.get("/it/").content.decode()
    assert "à revoir" not in main_text(editor.get("/redaction/situations/"))

    save(editor, page, WORDS | german | {"revision": 1})
    assert "Traduction à revoir : Deutsch" in main_text(editor.get("/redaction/situations/"))

    save(editor, page, WORDS | german | {"name_de": "Ich bin blank", "revision": 2})
    assert "Traduction à revoir" not in main_text(editor.get("/redaction/situations/"))


@pytest.mark.parametrize(
    ("page", "data", "told"),
    [
        ("situations/nouvelle", WORDS | {"slug": ""}, "Donnez-lui une adresse."),
        ("situations/nouvelle", WORDS | {"slug": "À B"}, "a-z, 0-9 et"),
        ("situations/nouvelle", WORDS | {"slug": "prise"}, "Cette adresse est déjà prise."),
        ("situations/nouvelle", WORDS | {"name": "x" * 10_000}, "80 caractères au plus."),
        ("situations/nouvelle", WORDS | {"lead": "<script>"}, "sans balises"),
        ("situations/nouvelle", WORDS | {"pictogram": "chat"}, "chat"),
        ("synonymes/nouveau", {"term": "", "means": "a"}, "Écrivez le mot."),
        ("synonymes/nouveau", {"term": "connu", "means": "dette"}, "déjà dans la liste"),
        ("synonymes/nouveau", {"term": "de la", "means": "dette"}, "ne retient rien"),
        ("synonymes/nouveau", {"term": "sous", "means": " \n "}, "Dites ce que ce mot veut dire"),
        ("synonymes/nouveau", {"term": "sous", "means": "pas-une-aide"}, "l'adresse d'aucune aide"),
        ("synonymes/nouveau", {"term": "sous", "means": "x\n" * 2000}, "rien de"),
        ("synonymes/nouveau", {"term": "x" * 10_000, "means": "dette"}, "80 caractères au plus."),
        ("organismes/nouveau", {"name": ""}, "Écrivez le nom."),
        ("organismes/nouveau", {"name": "A", "url": "javascript:alert(1)"}, "adresse du web"),
        ("organismes/nouveau", {"name": "A", "email": "pas@"}, "adresse électronique"),
        ("organismes/nouveau", {"name": "Connu"}, "a déjà ce nom"),
    ],
)
@pytest.mark.parametrize("button", ["look", "save"])
def test_what_makes_no_sense_is_told_and_nothing_is_stored(editor, page, data, told, button):
    make_situation(slug="prise")
    make_synonym("connu", "dette")
    make_provider(name="Connu")

    response = editor.post(f"/redaction/{page}/", data | {"revision": 0, button: ""})

    assert response.status_code == 422
    assert told in main_text(response)
    counts = [m.objects.count() for m in (LifeSituation, SearchSynonym, Provider)]
    assert counts == [1, 1, 1]


@pytest.mark.parametrize("kind", ["situations", "synonymes", "organismes"])
def test_the_second_of_two_editors_is_told_and_loses_nothing(editor, kind):
    rows = {
        "situations": lambda: (make_situation(), WORDS),
        "synonymes": lambda: (make_synonym("sous", "dette"), {"term": "fric", "means": "dette"}),
        "organismes": lambda: (make_provider(), {"name": "Bureau des dettes"}),
    }
    row, data = rows[kind]()
    page = f"/redaction/{kind}/{row.pk}/"
    editor.post(page, data | {"revision": 0, "save": ""})

    mine = {key: f"{value} bis" for key, value in data.items() if key in ("name", "term")}
    response = editor.post(page, data | mine | {"revision": 0, "save": ""})

    assert response.status_code == 409
    assert "Quelqu'un d'autre a enregistré entre-temps" in main_text(response)
    assert next(iter(mine.values())) in response.content.decode()
    row.refresh_from_db()
    assert str(row) == data.get("name", data.get("term"))


def test_before_a_synonym_is_stored_the_searches_it_spoils_are_named(editor):
    make_catalogue()

    looked, _stored = save(
        editor,
        "/redaction/synonymes/nouveau/",
        {"term": "dentiste", "means": "carteculture", "revision": 0}
        if not SearchSynonym.objects.filter(term="dentiste").exists()
        else {
            "term": "facture dentiste",
            "means": "carteculture\nlavi\nludotheques",
            "revision": 0,
        },
    )

    said = main_text(looked)
    assert "« facture de dentiste »" in said
    assert "moins bien" in said


def test_a_synonym_is_tried_without_being_stored_and_then_works_at_once(editor):
    make_aid("secours", texts={"title": "Secours d'urgence"})
    make_searchable()
    page, data = "/redaction/synonymes/nouveau/", {"term": "Zinzin", "means": "secours"}

    editor.post(page, data | {"revision": 0, "look": ""})
    assert not SearchSynonym.objects.exists()
    assert hits(editor.get("/fr/aides/?q=zinzin")) == []

    editor.post(page, data | {"revision": 0, "save": ""})
    assert hits(editor.get("/fr/aides/?q=zinzin")) == ["secours"]
    known = SearchSynonym.objects.get()
    assert known.term == "zinzin"

    looked = editor.post(f"/redaction/synonymes/{known.pk}/", {"revision": 0, "remove": ""})
    assert "Retirer ce synonyme" in main_text(looked)
    assert SearchSynonym.objects.exists()
    editor.post(f"/redaction/synonymes/{known.pk}/", {"revision": 0, "removed": "1", "save": ""})
    assert not SearchSynonym.objects.exists()


def test_the_list_of_synonyms_is_narrowed_by_what_is_typed(editor):
    make_synonym("natel", "téléphone")
    make_synonym("dentiste", "frais de maladie")

    said = main_text(editor.get("/redaction/synonymes/?q=TELEPHONE"))

    assert "natel" in said
    assert "dentiste" not in said
    assert "Aucun synonyme ne contient" in main_text(editor.get("/redaction/synonymes/?q=xyzxyz"))


def test_an_organisation_is_changed_once_for_all_its_pages(editor):
    office = make_provider(name="Ancien bureau")
    make_aid("une", provider=office)
    make_aid("deux", provider=office)
    data = {"name": "Bureau neuf", "phone": "032 555 01 00", "revision": 0}

    looked, _stored = save(editor, f"/redaction/organismes/{office.pk}/", data)

    assert "2 pages touchées" in main_text(looked)
    for slug in ("une", "deux"):
        assert "Bureau neuf" in main_text(editor.get(f"/fr/aides/{slug}/"))
    assert set(hits(editor.get("/fr/aides/?q=bureau+neuf"))) == {"une", "deux"}


def test_only_an_organisation_that_nobody_names_is_taken_away(editor):
    used, free = make_provider(), make_provider()
    make_aid(provider=used)
    for office in (used, free):
        editor.post(f"/redaction/organismes/{office.pk}/", {"remove": "", "revision": 0})

    assert list(Provider.objects.all()) == [used]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["situations", "synonymes", "organismes"])
def test_the_lists_ask_as_much_for_three_rows_as_for_one(
    editor, django_assert_num_queries, count, kind
):
    for number in range(count):
        make_situation()
        make_synonym(f"mot{number}", "dette")
        make_provider()

    with django_assert_num_queries(3):  # the session, the account; the rows
        editor.get(f"/redaction/{kind}/")
