"""A new entry of a register sent twice at once: one is stored, the others hear that it is there."""

from datetime import date

import pytest

from campaigns.models import (
    Amount,
    CheckQuestion,
    GlossaryTerm,
    LifeSituation,
    Partner,
    Provider,
    SearchSynonym,
)
from julien.core.roles import Role
from tests.make.catalogue import make_aid
from tests.make.pressing import HANDS, pressed
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

SAVE = {"revision": 0, "save": ""}
SENT = {
    "/redaction/situations/nouvelle/": (
        LifeSituation,
        SAVE | {"slug": "a-sec", "name": "À sec", "lead": "Plus rien.", "pictogram": "aide"},
    ),
    "/redaction/synonymes/nouveau/": (SearchSynonym, SAVE | {"term": "zinzin", "means": "secours"}),
    "/redaction/glossaire/nouveau/": (
        GlossaryTerm,
        SAVE | {"term": "RDU", "explanation": "Votre revenu."},
    ),
    "/redaction/organismes/nouveau/": (
        Provider,
        SAVE | {"name": "Essai", "url": "https://www.example.org/"},
    ),
    "/redaction/questions/nouvelle/?genre=yes_no": (
        CheckQuestion,
        SAVE
        | {"text_fr": "Un chien ?", "missing_fr": "si vous avez un chien"}
        | {"yes.says_fr": "vous avez un chien", "no.says_fr": "vous n'avez pas de chien"},
    ),
    "/redaction/montants/nouveau/": (
        Amount,
        {
            "name": "essai",
            "label": "Essai",
            "unit": "CHF",
            "value": "100",
            "checked_on": "2026-11-02",
        }
        | {"valid_from": "2026-01-01", "source": "https://www.example.org/2026"},
    ),
    "/pilotage/partenaires/": (Partner, {"name": "Essai", "kind": "association", "code": "essai"}),
}


def test_of_the_same_new_entry_one_is_stored():
    make_aid("secours", texts={"title": "Secours d'urgence"})
    CheckQuestion.objects.create(code="money", retired_on=date(2026, 11, 2))  # room for one more
    person = make_staff(Role.EDITOR, Role.SUPERVISOR)
    done = {}
    for address, (kind, typed) in SENT.items():
        before = kind.objects.count()
        done[address] = (pressed(person, address, typed), kind.objects.count() - before)

    assert done == {address: ([302] + [422] * (HANDS - 1), 1) for address in SENT}
