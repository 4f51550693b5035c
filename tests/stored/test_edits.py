"""Whatever an editor changes shows at once, on every page and in every kept piece that says it."""

import pytest

from campaigns.catalogue.indexing import index_catalogue
from campaigns.models import (
    Aid,
    AidPart,
    AmountValue,
    CheckQuestion,
    Desk,
    GlossaryTerm,
    HomeTexts,
    LifeSituation,
    Part,
    Provider,
    SituationAid,
)
from julien.core.pictograms import PICTOGRAMS
from tests.make.amounts import make_amount
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import (
    make_aid,
    make_provider,
    make_searchable,
    make_situation,
    make_term,
)
from tests.stored.at_the_door import Door

pytestmark = pytest.mark.django_db(transaction=True)

CARDS = (
    "/fr/aides/",
    "/fr/aides/?s=entraide",
    "/fr/aides/?s=nobody",
    "/fr/aides/?x=1",
    "/fr/aides/?situation=logement",
    "/fr/aides/?q=loyer",
    "/fr/aides/?q=loyer&s=nobody",
    "/fr/aides/loyers/",
    "/fr/aides/liste/",
)
GERMAN = ("/de/aides/", "/de/aides/?s=nobody", "/de/aides/?situation=logement", "/de/aides/loyer/")
AID = ("/fr/aides/loyer/", "/fr/aides/loyer/?s=entraide", "/fr/aides/loyer/?s=nobody")
SITUATIONS = ("/fr/", "/fr/?s=nobody", "/fr/aides/", "/fr/aides/loyer/", "/fr/aides/?q=xyzzy")
NUMBERS = ("/fr/", "/fr/?s=nobody", "/fr/aides/", "/fr/aides/?q=loyer", *AID)


def title(language, text):
    parts = AidPart.objects.filter(aid__slug="loyer", part=Part.TITLE, language=language)
    return lambda: parts.update(text=text)


# What is done, where it shows, what stood there before, and what stands there then. One after the
# other in one process, so that each finds every piece of the page kept.
EDITS = [
    (title("fr", "Loyer payé {montant:x}"), (*CARDS, *AID), "Un loyer", "Loyer payé CHF 500"),
    (
        lambda: AmountValue.objects.update(value=640),
        (*CARDS, *AID),
        "Loyer payé CHF 500",
        "Loyer payé CHF 640",
    ),
    (title("de", "Miete bezahlt"), GERMAN, "Eine Miete", "Miete bezahlt"),
    (
        lambda: GlossaryTerm.objects.update(explanation="Une somme chaque mois."),
        AID,
        "Ce que l'on touche.",
        "Une somme chaque mois.",
    ),
    (
        lambda: Provider.objects.filter(name="Office A").update(name="Office B"),
        (*AID, "/api/aides.json"),
        "Office A",
        "Office B",
    ),
    (
        lambda: LifeSituation.objects.update(name="Un toit pour moi"),
        SITUATIONS,
        "Mon logement",
        "Un toit pour moi",
    ),
    (
        lambda: LifeSituation.objects.update(translations={"de": {"name": "Ein Dach"}}),
        ("/de/", "/de/?s=nobody", "/de/aides/", "/de/aides/loyer/", "/de/aides/?q=xyzzy"),
        "Un toit pour moi",
        "Ein Dach",
    ),
    (
        lambda: LifeSituation.objects.update(pictogram="logement"),
        SITUATIONS,
        PICTOGRAMS["aide"],
        PICTOGRAMS["logement"],
    ),
    (
        lambda: CheckQuestion.objects.create(
            code="age", content={"texts": {"text": {"fr": {"text": "Et votre âge ?"}}}}
        ),
        ("/fr/mes-droits/", "/fr/mes-droits/?s=nobody"),
        "Quel âge avez-vous",
        "Et votre âge",
    ),
    (
        lambda: CheckQuestion.objects.update(retired_on="2026-11-02"),
        ("/fr/mes-droits/", "/fr/mes-droits/?s=nobody"),
        "Et votre âge",
        "Avez-vous des enfants",
    ),
    (
        lambda: HomeTexts.objects.update_or_create(
            pk=1, defaults={"texts": {"title": {"fr": {"text": "Trop cher, tout ?"}}}}
        ),
        ("/fr/", "/fr/?s=entraide", "/fr/?s=nobody"),
        "L'argent ne suffit plus ?</h1>",
        "Trop cher, tout ?</h1>",
    ),
    (
        lambda: Desk.objects.update(sms_number="+41795550133"),
        NUMBERS,
        "079 555 01 00",
        "079 555 01 33",
    ),
    (
        lambda: Desk.objects.update(promise_days=2),
        ("/fr/aides/", "/fr/aides/?q=loyer", *AID),
        "dans les 3 jours",
        "dans les 2 jours",
    ),
    (
        lambda: SituationAid.objects.filter(aid__slug="loyer").delete(),
        ("/fr/aides/?situation=logement",),
        "2 aides",
        "1 aide.",
    ),
    (
        lambda: Aid.objects.filter(slug="autre").update(state=Aid.State.WITHDRAWN),
        ("/fr/aides/", "/fr/aides/?s=entraide", "/fr/aides/?s=nobody", "/fr/aides/?x=1"),
        "2 aides",
        "1 aide.",
    ),
]


@pytest.fixture
def door(settings):
    settings.OFFER_KEPT_SECONDS = 60
    make_desk()
    make_partner(code="entraide")
    make_amount("x", 500)
    texts = {Part.TITLE: "Un loyer", Part.WHAT: "Vous recevez une prestation."}
    aid = make_aid("loyer", texts=texts, provider=make_provider(name="Office A"))
    AidPart.objects.create(aid=aid, part=Part.TITLE, language="de", text="Eine Miete")
    make_situation(aid, make_aid("autre"), slug="logement", name="Mon logement")
    make_term("prestation", "Ce que l'on touche.")
    make_searchable()
    return Door()


def said(door, address):
    """What the page says, its spaces plain."""
    page = door.ask(address).body.decode()
    return page.replace("\u00a0", " ").replace("</span><span>", " ").replace("&#x27;", "'")


def test_each_edit_shows_at_once_everywhere(door):
    for change, addresses, before, after in EDITS:
        for address in (*addresses, *addresses):
            assert before in said(door, address), (before, address)
        change()
        for address in addresses:
            page = said(door, address)
            assert after in page, (after, address)
            assert before not in page, (before, address)


def test_a_word_that_an_edit_brings_is_found_by_the_next_search(door):
    assert 'data-aid="loyer"' not in said(door, "/fr/aides/?q=chaudière")
    title("fr", "Une chaudière")()
    index_catalogue()

    assert 'data-aid="loyer"' in said(door, "/fr/aides/?q=chaudière")
