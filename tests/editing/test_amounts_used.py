"""Amounts in texts, rules, drafts and files: said where they are read, refused where unknown."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.catalogue.exporting import export_catalogue
from campaigns.catalogue.importing import import_catalogue
from campaigns.editing.checks import problems_of
from campaigns.models import AidDraft, AidPart, Amount, Part
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.amounts import make_amount, make_value
from tests.make.campaigns import make_desk
from tests.make.catalogue import empty_catalogue, make_aid, make_catalogue
from tests.make.editing import AT, change, make_draft_of, make_editor, make_whole_aid
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_staff(Role.EDITOR))
    return client


def aid_with(text="Votre revenu est de moins de {montant:limite} par an.", **fields):
    return make_aid(texts={Part.CONDITIONS: text}, **fields)


def page_of(client, aid):
    return main_text(client.get(f"/fr/aides/{aid.slug}/"))


def test_what_is_not_certain_is_said_under_the_part(client):
    make_desk()
    make_amount("limite", {"value": 27000, "checked_on": None})
    make_amount("vieux", {"value": 5, "valid_to": date(2025, 12, 31)})
    aid = aid_with("Moins de {montant:limite}, plus de {montant:vieux}.")

    said = page_of(client, aid)

    assert "Encore à vérifier : CHF 27'000." in said
    assert "CHF 5 valait jusqu'au mercredi 31 décembre 2025." in said


def test_a_rule_with_an_unknown_name_is_refused_by_name(author, reader):
    make_amount("limite", 1)
    rule = {
        "at_most": "maybe",
        "when": {"question": "canton", "is": ["yes"]},
        "examples": [{"answers": {"canton": ["yes"]}, "verdict": "maybe"}],
    }
    draft = make_draft_of(make_whole_aid(), by=author)
    change(draft, by=author, rule=rule | {"unseen": ["{montant:limite}"]})
    assert problems_of(AidDraft.objects.get(), at=AT) == []

    change(draft, by=author, rule=rule | {"unseen": ["{montant:limitte}"]})

    (problem,) = problems_of(AidDraft.objects.get(), at=AT)
    assert problem == "Le montant « limitte » n'existe pas dans le registre."


def test_our_own_figures_are_in_the_register_and_the_self_check_says_them(client):
    make_desk()
    make_catalogue()

    form = main_text(client.get("/fr/mes-droits/"))
    result = main_text(client.post("/fr/mes-droits/", {"canton": "yes", "rdu": "under_27000"}))

    assert "De CHF 18'000 à moins de 27'000" in form
    assert "votre RDU est de moins de CHF 27'000" in result
    assert "votre fortune : moins de CHF 150'000" in result
    assert "{" not in form + result


def test_an_export_carries_the_register_to_another_installation(tmp_path):
    make_catalogue()
    assert "amounts" not in export_catalogue()
    amount = Amount.objects.get(name="rdu-adulte")
    make_value(amount, value="28500.50", valid_from=date(2027, 1, 1))
    AidPart.objects.filter(aid__slug="lavi", part=Part.WHAT).update(text="{montant:rdu-adulte}")
    out = StringIO()
    call_command("export_catalogue", stdout=out)
    exported = json.loads(out.getvalue())
    lavi = next(aid for aid in exported["aids"] if aid["slug"] == "lavi")
    assert lavi["what_it_gives"].startswith("CHF 27'000")
    assert lavi["texts"]["what"] == "{montant:rdu-adulte}"

    empty_catalogue()
    Amount.objects.all().delete()
    (tmp_path / "a.json").write_text(out.getvalue())
    import_catalogue(tmp_path / "a.json")

    values = Amount.objects.get(name="rdu-adulte").values
    assert values.get(valid_from=date(2027, 1, 1)).value == 28500.50
    assert export_catalogue()["amounts"] == exported["amounts"]


def test_a_draft_with_an_unknown_name_is_not_published_and_the_name_is_said(editor):
    make_amount("limite", 27000)
    draft = make_draft_of(
        make_whole_aid(),
        by=make_editor(),
        conditions="Moins de {montant:limite}, {nombre:limitte}.",
    )

    said = problems_of(draft, at=timezone.now())

    assert said == ["Le montant « limitte » n'existe pas dans le registre."]
    page = editor.get(f"/redaction/brouillons/{draft.pk}/").content.decode()
    under = page.split('id="conseils-conditions"')[1].split("</div>")[0]
    assert "limitte" in under, "said under its part too"
    assert "limite »" not in under
    assert "Brouillon" in main_text(editor.get("/redaction/montants/limite/"))
