"""Where people say they live, understood for the whole canton."""

import json

import pytest

from callbacks.services.interview_places import all_localities, find_place
from campaigns.models import Commune
from tests.make.interviews import COMMUNES, load_communes

pytestmark = pytest.mark.django_db

CANTON = json.loads(COMMUNES.read_text())["communes"]


@pytest.fixture
def localities():
    load_communes()
    return all_localities()


def test_the_canton_has_51_communes_in_four_districts(localities):
    districts = [row["district"] for row in CANTON]
    assert {name: districts.count(name) for name in set(districts)} == {
        "Delémont": 19,
        "Porrentruy": 19,
        "Franches-Montagnes": 12,
        "Moutier": 1,
    }
    assert Commune.objects.count() == 51


def test_every_commune_is_found_by_its_name(localities):
    for row in CANTON:
        for said in (row["name"], row["name"].upper(), row["name"].removesuffix(" (JU)")):
            assert find_place(said, localities).commune.name == row["name"], said


def test_every_locality_is_found_by_name_and_by_code_and_name(localities):
    for row in CANTON:
        for place in row["localities"]:
            for said in (place["locality"], f"{place['npa']} {place['locality']}"):
                assert find_place(said, localities).commune.name == row["name"], said


def test_every_postal_code_gives_its_commune_and_2345_alone_must_be_asked(localities):
    owners = {}
    for row in CANTON:
        for code in row["npas"]:
            owners.setdefault(code, set()).add(row["name"])
    assert len(owners) == 80
    asked = set()
    for code, names in owners.items():
        place = find_place(code, localities)
        assert {commune.name for commune in place.communes} == names
        if place.must_choose:
            asked.add(code)
    assert asked == {"2345"}


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("Bassecourt", "Haute-Sorne"),
        ("glovelier", "Haute-Sorne"),
        ("Vicques", "Val Terbi"),
        ("Corban", "Val Terbi"),
        ("Rebeuvelier", "Courrendlin"),
        ("Vellerat", "Courrendlin"),
        ("Chevenez", "Haute-Ajoie"),
        ("Rocourt", "Haute-Ajoie"),
        ("Saint-Ursanne", "Clos du Doubs"),
        ("St Ursanne", "Clos du Doubs"),
        ("Beurnevésin", "Basse-Vendline"),
        ("bonfol", "Basse-Vendline"),
        ("Damphreux", "Damphreux-Lugnez"),
        ("Lugnez", "Damphreux-Lugnez"),
        ("La Chaux-des-Breuleux", "Les Breuleux"),
        ("Cœuve", "Coeuve"),
        ("st-brais", "Saint-Brais"),
        ("roche d’or", "Haute-Ajoie"),
        ("2345 Le Cerneux-Veusil", "Muriaux"),
        ("le peuchapatte 2345", "Muriaux"),
        ("  2800   delemont ", "Delémont"),
        ("Moutier", "Moutier"),
    ],
)
def test_old_names_and_everyday_spellings(localities, said, commune):
    assert find_place(said, localities).commune.name == commune


@pytest.mark.parametrize("said", ["", "2502 Bienne", "Roches", "Belprahon", "ju", "28", "?"])
def test_other_places_are_not_guessed(localities, said):
    assert find_place(said, localities).communes == ()


def test_a_code_and_a_name_that_disagree_are_asked_about(localities):
    place = find_place("2800 Porrentruy", localities)
    assert {commune.name for commune in place.communes} == {"Delémont", "Porrentruy"}
    porrentruy = Commune.objects.get(name="Porrentruy")
    assert place.chosen(porrentruy.pk) == porrentruy
    assert place.chosen(None) is None
    assert place.chosen(Commune.objects.get(name="Alle").pk) is None
