"""The hard words under /redaction/glossaire/: shown before, told apart, read at once."""

import pytest

from campaigns.catalogue.exporting import export_catalogue
from campaigns.catalogue.importing import import_catalogue
from campaigns.editing.sheet import sheet_of
from campaigns.models import GlossaryTerm, LifeSituation, Part
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.catalogue import empty_catalogue, make_aid, make_catalogue, make_term, write_file
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

NEW = "/redaction/glossaire/nouveau/"
WORD = {"term": "RDU", "forms": "revenu déterminant", "explanation": "Votre revenu.", "revision": 0}


@pytest.fixture
def editor(client):
    client.force_login(make_staff(Role.EDITOR))
    return client


def test_looking_names_the_pages_and_stores_nothing_saving_shows_at_once(editor):
    make_aid("une", texts={Part.TITLE: "La prime", Part.CONDITIONS: "Votre revenu déterminant"})
    make_aid("autre", texts={Part.TITLE: "Le RDU en titre"})

    looked = main_text(editor.post(NEW, WORD | {"look": ""}))
    assert "1 page touchée" in looked
    assert "La prime" in looked
    assert "se lit bien" in looked
    assert not GlossaryTerm.objects.exists()

    editor.post(NEW, WORD | {"save": ""})
    assert "revenu déterminantVotre revenu." in main_text(editor.get("/fr/aides/une/"))
    assert "RDUVotre revenu." in main_text(editor.get("/fr/mots/"))


def test_a_translation_is_marked_when_its_french_moves(editor):
    german = {"forms_de": "RDU", "explanation_de": "Ihr Einkommen."}
    editor.post(NEW, WORD | german | {"save": ""})
    page = f"/redaction/glossaire/{GlossaryTerm.objects.get().pk}/"
    assert "RDUIhr Einkommen." in main_text(editor.get("/de/mots/"))

    editor.post(page, WORD | german | {"explanation": "Votre revenu net.", "save": ""})
    assert "Traduction à revoir : Deutsch" in main_text(editor.get("/redaction/glossaire/"))
    assert "Ihr Einkommen. (noch zu prüfen)" in main_text(editor.get("/de/mots/"))

    again = german | {"explanation_de": "Ihr Nettoeinkommen.", "revision": 1, "save": ""}
    editor.post(page, WORD | {"explanation": "Votre revenu net."} | again)
    assert "Traduction à revoir" not in main_text(editor.get("/redaction/glossaire/"))
    assert "noch zu prüfen" not in main_text(editor.get("/de/mots/"))


def test_a_translation_that_is_still_right_is_said_so_without_writing_it_again(editor):
    german = {"forms_de": "RDU", "explanation_de": "Ihr Einkommen."}
    editor.post(NEW, WORD | german | {"save": ""})
    page = f"/redaction/glossaire/{GlossaryTerm.objects.get().pk}/"
    assert "reste juste" not in main_text(editor.get(page))
    moved = WORD | german | {"explanation": "Ce que vous gagnez."}
    editor.post(page, moved | {"save": ""})
    assert "Deutsch : j'ai relu, cette traduction reste juste" in main_text(editor.get(page))

    editor.post(page, moved | {"revision": 1, "right_de": "on", "save": ""})

    assert "Ihr Einkommen." in main_text(editor.get("/de/mots/"))
    assert "noch zu prüfen" not in main_text(editor.get("/de/mots/"))


def test_only_what_changes_is_shown_before_it_is_stored(editor):
    stored = {"forms_de": "RDU\r\nEinkommen", "explanation_de": "Ihr Einkommen."}
    editor.post(NEW, WORD | stored | {"save": ""})
    page = f"/redaction/glossaire/{GlossaryTerm.objects.get().pk}/"

    looked = editor.post(page, WORD | stored | {"to_verify": "on", "look": ""})

    shown = [(one.before, one.after) for one in looked.context["confirmation"].changes]
    assert shown == [("non", "oui")]


def test_the_second_editor_is_told_and_nothing_is_lost(editor):
    term = make_term("RDU")
    page = f"/redaction/glossaire/{term.pk}/"
    editor.post(page, WORD | {"save": ""})

    second = editor.post(page, WORD | {"explanation": "Autre chose.", "save": ""})

    assert second.status_code == 409
    assert "Quelqu'un d'autre a enregistré" in main_text(second)
    assert "Autre chose." in second.content.decode()
    assert GlossaryTerm.objects.get().explanation == "Votre revenu."


def test_a_word_is_taken_away_after_a_look(editor):
    term = make_term("RDU")
    page = f"/redaction/glossaire/{term.pk}/"

    looked = editor.post(page, {"remove": "", "revision": 0})
    assert "Retirer ce mot" in main_text(looked)
    assert GlossaryTerm.objects.exists()
    editor.post(page, {"removed": "1", "save": "", "revision": 0})

    assert not GlossaryTerm.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"term": ""}, "Écrivez le mot."),
        ({"term": "x" * 10_000}, "60 caractères au plus."),
        ({"term": "PC"}, "déjà dans la liste"),
        ({"forms": "PC\nautre"}, "« PC » est déjà expliqué sous « PC »."),
        ({"term": "complément"}, "« complément » est déjà expliqué sous « PC »."),
        ({"forms_de": "EL"}, "« EL » est déjà expliqué sous « PC »."),
        ({"forms": "<b>x</b>"}, "sans balises"),
        ({"explanation": "<script>"}, "sans balises"),
        ({"explanation": ""}, "Expliquez le mot."),
        ({"explanation": "x" * 301}, "300 caractères au plus."),
        ({"forms": "mot\n" + "\n".join(map(str, range(20)))}, "Douze lignes au plus"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_stored(editor, data, told):
    make_term("PC", forms=["complément"], translations={"de": {"forms": ["EL"]}})

    response = editor.post(NEW, WORD | data | {"save": ""})

    assert response.status_code == 422
    assert told in main_text(response)
    assert GlossaryTerm.objects.count() == 1


def test_an_explained_abbreviation_is_no_longer_marked_while_writing():
    content = {"texts": {"fr": {Part.WHAT: "Le RDU et la LMDE."}}, "unknown": []}

    def remarks():
        return [one for part in sheet_of(content) for line in part.advice for one in line.remarks]

    assert remarks() == ["sigle à expliquer : RDU", "sigle à expliquer : LMDE"]
    make_term("LMDE")
    assert remarks() == ["sigle à expliquer : RDU"]


def test_an_export_carries_words_and_situations_with_their_translations(tmp_path):
    make_catalogue()
    assert {"glossary", "situations"}.isdisjoint(export_catalogue())
    german = {"de": {"forms": ["AHV"], "explanation": "Rente.", "made_from": "x"}}
    GlossaryTerm.objects.filter(term="AVS").update(translations=german, explanation="La rente.")
    situation = LifeSituation.objects.last()
    named = {"de": {"name": "Ich bin allein", "made_from": "y"}}
    LifeSituation.objects.filter(pk=situation.pk).update(translations=named)
    order = list(
        situation.situationaid_set.order_by("position").values_list("aid__slug", flat=True)
    )
    file = write_file(tmp_path, export_catalogue())

    empty_catalogue()
    GlossaryTerm.objects.all().delete()
    LifeSituation.objects.all().delete()
    import_catalogue(file)

    term = GlossaryTerm.objects.get(term="AVS")
    assert (term.explanation, term.translations) == ("La rente.", german)
    there = LifeSituation.objects.get(slug=situation.slug)
    assert there.translations == named
    moved = there.situationaid_set.order_by("position").values_list("aid__slug", flat=True)
    assert list(moved) == order
