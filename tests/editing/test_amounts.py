"""/redaction/montants/: a figure is stored once, and shown everywhere it is used."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campaigns.diagnosis import amount_problems
from campaigns.models import Amount, AmountValue, EligibilityRule, Part
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.amounts import make_amount, make_value
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid, make_searchable
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db
PAGE = "/redaction/montants/limite/"
NEW = {
    "value": "CHF 28'000",
    "valid_from": "2026-01-01",
    "valid_to": "",
    "source": "https://www.example.org/2026",
    "checked_on": "2026-11-02",
}


@pytest.fixture
def editor(client):
    client.force_login(make_staff(Role.EDITOR))
    return client


def aid_with(text="Votre revenu est de moins de {montant:limite} par an.", **fields):
    return make_aid(texts={Part.CONDITIONS: text}, **fields)


def page_of(client, aid):
    return main_text(client.get(f"/fr/aides/{aid.slug}/"))


def post(client, page=PAGE, **fields):
    shown = Amount.objects.get(name=page.split("/")[3])
    return client.post(page, NEW | {"revision": shown.revision} | fields)


def test_every_door_says_the_amount_and_none_its_name(client):
    make_desk()
    make_amount("limite", 27000)
    aid = aid_with()
    make_searchable()

    doors = {
        "page": page_of(client, aid),
        "feed": client.get("/api/aides.json").content.decode(),
        "search": main_text(client.get("/fr/aides/?q=27000")),
        "search as written": main_text(client.get("/fr/aides/?q=27%27000")),
        "print list": main_text(client.get(f"/fr/aides/liste/?a={aid.slug}")),
    }

    assert "moins de CHF 27'000 par an" in doors["page"]
    assert "moins de CHF 27'000 par an" in doors["feed"]
    assert "Une aide simple" in doors["search"]
    assert "Une aide simple" in doors["search as written"]
    assert not [door for door, text in doors.items() if "{montant" in text]


def test_a_change_shows_every_place_before_and_after_and_stores_nothing_yet(editor):
    make_amount("limite", 27000)
    aid_with("Moins de {montant:limite}.\nUne autre ligne.")
    EligibilityRule.objects.create(
        aid=aid_with(), content={"unseen": ["avec {montant:limite} ou plus"]}
    )

    said = main_text(post(editor, look="1"))

    assert "CHF 27'000 → CHF 28'000, dès le" in said
    assert "3 endroits" in said
    assert "Moins de CHF 27'000.Moins de CHF 28'000." in said
    assert "Règle : Une aide simple" in said
    assert "avec CHF 28'000 ou plus" in said
    assert "Une autre ligne" not in said
    assert AmountValue.objects.count() == 1


def test_once_confirmed_the_amount_is_new_everywhere_at_once(editor):
    make_desk()
    make_amount("limite", 27000)
    aid = aid_with()
    make_searchable()

    response = post(editor, save="1")

    assert response.status_code == 302
    assert "31.12.2025" in main_text(editor.get(PAGE)), "the last day of the value before"
    assert "moins de CHF 28'000 par an" in page_of(editor, aid)
    assert "Une aide simple" in main_text(editor.get("/fr/aides/?q=28000"))


def test_a_value_to_come_is_shown_from_its_day_and_found_before(editor):
    make_desk()
    make_amount("limite", 27000)
    aid = aid_with()
    tomorrow = timezone.localdate() + timedelta(days=1)

    post(editor, save="1", valid_from=tomorrow.isoformat())

    assert "CHF 27'000" in page_of(editor, aid)
    assert "Une aide simple" in main_text(editor.get("/fr/aides/?q=28000"))
    assert "puis 28'000 dès le" in main_text(editor.get("/redaction/montants/"))
    value = AmountValue.objects.get(valid_from=tomorrow)
    value.valid_from = timezone.localdate()
    value.save()
    assert "CHF 28'000" in page_of(editor, aid)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": ""}, "Écrivez la valeur."),
        ({"value": "<script>alert(1)</script>"}, "Ce n'est pas un nombre."),
        ({"value": "-1"}, "Un montant n'est pas négatif."),
        ({"value": "9" * 10_000}, "Ce nombre est trop grand."),
        ({"value": "1.234"}, "Deux chiffres après la virgule au plus."),
        ({"value": "NaN"}, "Ce n'est pas un nombre."),
        ({"valid_to": "2025-12-31"}, "Le dernier jour vient avant le premier."),
        ({"valid_from": "31.02.2026"}, "Ce jour n'existe pas."),
        ({"valid_from": "2025-01-01"}, "Une autre valeur commence déjà ce jour-là"),
        ({"source": ""}, "Dites d'où vient ce montant."),
        ({"source": "x" * 10_000}, "500 caractères au plus."),
        ({"checked_on": "2999-01-01"}, "Ce jour n'est pas encore venu."),
    ],
)
@pytest.mark.parametrize("button", ["look", "save"])
def test_what_makes_no_sense_is_told_and_what_was_typed_is_kept(editor, fields, told, button):
    make_amount("limite", 27000)

    response = post(editor, **{button: "1"}, **fields)

    assert response.status_code == 422
    assert told in main_text(response)
    kept = "https://www.example.org/2026" if "source" not in fields else "2026-11-02"
    assert kept in response.content.decode()
    assert AmountValue.objects.count() == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(editor):
    make_amount("limite", 27000)
    post(editor, save="1")

    response = editor.post(
        PAGE, NEW | {"value": "29000", "valid_from": "2026-02-01", "revision": 0, "save": "1"}
    )

    assert response.status_code == 409
    assert "Quelqu'un d'autre a changé ce montant" in main_text(response)
    assert 'value="29000"' in response.content.decode()
    assert [value.value for value in AmountValue.objects.all()] == [27000, 28000]


def test_a_value_is_corrected_in_its_place_and_can_be_taken_away(editor):
    amount = make_amount("limite", 27000)
    later = make_value(amount, value=30000, valid_from=date(2026, 1, 1))

    post(editor, save="1", value_id=later.pk, value="30500")
    assert [value.value for value in amount.values.all()] == [27000, 30500]

    shown = main_text(post(editor, remove="1", value_id=later.pk))
    assert "CHF 30'500 → CHF 27'000" in shown
    post(editor, save="1", removed="1", value_id=later.pk)
    assert [value.value for value in amount.values.all()] == [27000]


def test_an_amount_in_use_stays_and_an_unused_one_goes(editor):
    make_amount("limite", 27000)
    make_amount("autre", 5)
    aid_with()

    editor.post(f"{PAGE}retirer/")
    editor.post("/redaction/montants/autre/retirer/")

    assert [amount.name for amount in Amount.objects.all()] == ["limite"]
    assert "encore utilisé" in main_text(editor.get(PAGE))


def test_what_ends_or_is_unknown_is_told_ahead_on_the_list_and_by_the_doctor(editor):
    soon = timezone.localdate() + timedelta(days=30)
    make_amount("limite", {"value": 27000, "valid_to": soon})
    make_amount("suivi", {"value": 1, "valid_to": soon}, {"value": 2, "valid_from": soon})
    make_amount("loin", {"value": 1, "valid_to": soon + timedelta(days=90)})
    aid_with("Moins de {montant:limitte}.")

    said = main_text(editor.get("/redaction/montants/"))
    told = list(amount_problems())

    assert f"finit le {soon.day}.{soon.month}.{soon.year}, sans suite" in said
    assert "limitte" in said
    assert len([line for line in told if "no other value follows" in line]) == 1
    assert any("limite holds until" in line for line in told)
    assert any("'limitte' that does not exist" in line for line in told)


@pytest.mark.parametrize("name", ["", "A B", "é", "nouveau", "limite", "a" * 41, "<b>"])
def test_a_new_amount_needs_a_name_of_its_own(editor, name):
    make_amount("limite", 1)

    response = editor.post(
        "/redaction/montants/nouveau/", NEW | {"name": name, "label": "Essai", "unit": "CHF"}
    )

    assert response.status_code == 422
    assert Amount.objects.count() == 1


def test_a_new_amount_is_ready_to_be_used(editor):
    editor.post(
        "/redaction/montants/nouveau/", NEW | {"name": "essai", "label": "Essai", "unit": "%"}
    )

    assert Amount.objects.get().spoken_on(date(2026, 11, 20)).said == "28'000 %"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_amounts_as_for_one(
    editor, django_assert_num_queries, count
):
    for number in range(count):
        make_amount(f"montant-{number}", 1)
        aid_with(f"{{montant:montant-{number}}}")

    # the session, the account; amounts, values; where they are used (titles, parts, drafts, rules,
    # questions); the names
    with django_assert_num_queries(10):
        editor.get("/redaction/montants/")
