"""import_catalogue and export_catalogue: a second run changes nothing, editors are respected."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import (
    Aid,
    AidPart,
    CatalogueImport,
    Commune,
    LifeSituation,
    Locality,
    Part,
    Provider,
    SearchSynonym,
    SituationAid,
)
from tests.make.catalogue import empty_catalogue, make_catalogue, own_file, own_record, write_file

pytestmark = pytest.mark.django_db


def say(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def everything():
    """Every row of the catalogue, to see that none moved."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (
            *(Aid, AidPart, CatalogueImport, Commune, LifeSituation, Locality, Provider),
            *(SearchSynonym, SituationAid),
        )
    }


def test_a_new_installation_has_all_aids_and_communes():
    said = say("import_catalogue")

    assert said.startswith("Aides : 57 créées, 0 changées, 0 inchangées")
    assert Aid.objects.published().count() == 57
    assert Commune.objects.count() == 51
    assert set(
        Locality.objects.filter(postal_code="2345").values_list("commune__name", flat=True)
    ) == {
        "Les Breuleux",
        "Muriaux",
    }
    assert not Aid.objects.filter(situationaid=None).exists()
    assert 8 <= LifeSituation.objects.count() <= 10


def test_an_aid_keeps_its_facts_with_their_source_and_year():
    make_catalogue()

    aid = Aid.objects.get(slug="avance-pensions")

    assert aid.provider.phone == own_record("avance-pensions")["provider"]["phone"]
    assert aid.provider.phone_source == "2020 (croix-rouge-jura.ch, fhj.ch)"
    assert not aid.provider.url_is_verified
    assert aid.legal_basis.startswith("LARPA, loi du 21 juin 2000")
    assert aid.confidence == Aid.Confidence.FOUND
    assert aid.to_verify == ["limites de revenu et montant maximal de l'avance"]
    assert aid.checked_on.isoformat() == "2026-11-01"
    assert aid.review_by.isoformat() == "2027-11-01"
    assert aid.sources.first().address.startswith("https://lexaris.de/")
    assert aid.texts()[Part.TITLE] == "La pension alimentaire n'est pas payée"
    assert aid.texts()[Part.OFFICIAL_NAME] == "Avance et recouvrement de pensions alimentaires"


def test_amounts_stand_under_how_much():
    make_catalogue()

    texts = Aid.objects.get(slug="reduction-primes-partielle").texts()

    assert "CHF 15 à 225" in texts[Part.HOW_MUCH]
    assert "CHF" not in texts[Part.WHAT]
    assert "225" not in texts[Part.CONDITIONS]


def test_a_second_run_changes_nothing():
    make_catalogue()
    before = everything()

    said = say("import_catalogue")

    assert said.startswith("Aides : 0 créées, 0 changées, 57 inchangées")
    assert everything() == before


def test_what_editors_changed_stays_and_is_counted(tmp_path):
    make_catalogue()
    edited = AidPart.objects.get(aid__slug="bonjour-jura", part=Part.FOR_WHOM, language="fr")
    AidPart.objects.filter(pk=edited.pk).update(text="Vous venez d'arriver.")
    Aid.objects.filter(slug="bonjour-jura").update(legal_basis="vérifiée à la main")
    file = own_file()
    record = next(aid for aid in file["aids"] if aid["slug"] == "bonjour-jura")
    record["who_for"] = "Vous êtes nouveau."
    record["legal_basis"] = "autre"
    record["to_verify"] = ["le lieu"]

    said = say("import_catalogue", str(write_file(tmp_path, file)))

    aid = Aid.objects.get(slug="bonjour-jura")
    assert aid.texts()[Part.FOR_WHOM] == "Vous venez d'arriver."
    assert aid.legal_basis == "vérifiée à la main"
    assert aid.to_verify == ["le lieu"]
    assert "1 changées, 56 inchangées" in said
    assert "gardés : 2." in said


def test_a_withdrawn_aid_stays_withdrawn():
    make_catalogue()
    Aid.objects.filter(slug="viamia").update(state=Aid.State.WITHDRAWN)

    say("import_catalogue")

    assert Aid.objects.get(slug="viamia").state == Aid.State.WITHDRAWN


def test_a_changed_record_wins_over_the_words_we_wrote_from_the_old_one(tmp_path):
    make_catalogue()
    file = own_file()
    record = next(aid for aid in file["aids"] if aid["slug"] == "repas-domicile")
    record["what_it_gives"] = "Un repas est livré. Le prix est de CHF 21 (2027)."

    say("import_catalogue", str(write_file(tmp_path, file)))

    texts = Aid.objects.get(slug="repas-domicile").texts()
    assert texts[Part.WHAT] == "Un repas est livré."
    assert texts[Part.HOW_MUCH] == "Le prix est de CHF 21 (2027)."
    assert texts[Part.TITLE] == "Un repas livré chez vous"


def test_a_new_aid_of_a_file_is_published_and_the_others_stay(tmp_path):
    make_catalogue()
    file = own_file()
    new = file["aids"][0] | {"slug": "aide-nouvelle", "name_fr": "Une aide nouvelle"}
    file["aids"] = [new]

    said = say("import_catalogue", str(write_file(tmp_path, file)))

    assert said.startswith("Aides : 1 créées, 0 changées, 0 inchangées, 57 hors du fichier")
    assert Aid.objects.get(slug="aide-nouvelle").texts()[Part.TITLE] == "Une aide nouvelle"
    assert Aid.objects.published().count() == 58


def broken(change):
    file = own_file()
    change(file)
    return file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("{", "ce n'est pas du JSON (ligne 1, colonne 2)", id="cut off"),
        pytest.param("[]", "il manque la liste « aids »", id="a list"),
        pytest.param({"aids": []}, "la liste « aids » est vide", id="no aid"),
        pytest.param({"aids": ["x"]}, "aide n° 1 : ce n'est pas un objet", id="not an object"),
        pytest.param(
            broken(lambda file: file["aids"][3].pop("who_for")),
            "aide n° 4 (prestations-complementaires) : « who_for » doit être un texte non vide",
            id="a field is missing",
        ),
        pytest.param(
            broken(lambda file: file["aids"][56].update(documents="un texte")),
            "aide n° 57 (proches-aidants) : « documents » doit être une liste de textes",
            id="the last one is wrong",
        ),
        pytest.param(
            broken(lambda file: file["aids"][1].update(confidence="sure")),
            "« confidence » doit être une de ces valeurs : found, partly, general knowledge",
            id="unknown confidence",
        ),
        pytest.param(
            broken(lambda file: file["aids"][1].update(slug="../x")),
            "« slug » n'est pas une adresse",
            id="slug is no address",
        ),
        pytest.param(
            broken(lambda file: file["aids"].append(file["aids"][0])),
            "plusieurs aides portent l'adresse reduction-primes-partielle",
            id="twice",
        ),
        pytest.param(
            broken(lambda file: file["meta"].update(date="novembre")),
            "meta.date : 'novembre' n'est pas un mois",
            id="no month",
        ),
        pytest.param(
            broken(lambda file: file["aids"][0].update(who_for="a\x00b")),
            "« who_for » doit être un texte",
            id="a NUL byte",
        ),
    ],
)
def test_a_wrong_file_is_refused_whole(tmp_path, content, said):
    with pytest.raises(CommandError) as refused:
        say("import_catalogue", str(write_file(tmp_path, content)))

    assert "Rien n'a été importé." in str(refused.value)
    assert said in str(refused.value)
    assert not Aid.objects.exists()
    assert not Commune.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="impossible de lire ce fichier"):
        say("import_catalogue", str(tmp_path / "absent.json"))


def test_an_export_is_the_file_that_was_imported(tmp_path):
    make_catalogue()

    say("export_catalogue", "-o", str(tmp_path / "out.json"))

    assert json.loads((tmp_path / "out.json").read_text()) == own_file()


def test_an_export_carries_edits_to_another_installation(tmp_path):
    make_catalogue()
    AidPart.objects.filter(aid__slug="lavi", part=Part.WHAT).update(text="Écoute et conseils.")
    AidPart.objects.filter(aid__slug="lavi", part=Part.TITLE).update(text="Après une agression")
    texts = Aid.objects.get(slug="lavi").texts()
    exported = json.loads(say("export_catalogue"))
    record = next(aid for aid in exported["aids"] if aid["slug"] == "lavi")
    assert record["what_it_gives"].startswith("Écoute et conseils.")
    empty_catalogue()

    say("import_catalogue", str(write_file(tmp_path, exported)))

    assert Aid.objects.get(slug="lavi").texts() == texts
