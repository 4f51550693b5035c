"""The privacy statement says what the retention table does: all of it, in plain words."""

import html5lib
import pytest
from django.utils.translation import override

from campaigns.catalogue.readability import reading_of
from julien.core.roles import GIVES, Can, Role
from julien.retention.table import FOR_RESIDENTS, RETENTION

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "de", "it", "pt", "en", "ar"]


def page(client, language="fr"):
    answer = client.get(f"/{language}/confidentialite/")
    assert answer.status_code == 200
    return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def said(tree):
    """{kind: (what, sentence)} as the page has them."""
    lines = iter(tree.find(".//dl[@class='kept']"))
    return {
        dd.get("data-kind"): (text_of(dt), text_of(dd)) for dt, dd in zip(lines, lines, strict=True)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_the_table_is_said_with_its_period(client, language):
    told = said(page(client, language))
    assert list(told) == [kind.code for kind in FOR_RESIDENTS]
    with override(language):
        for kind in FOR_RESIDENTS:
            what, sentence = told[kind.code]
            assert what == " ".join(str(kind.what).split()), kind.code
            assert sentence.lower().startswith(kind.said.lower()), kind.code
            assert sentence.endswith(f"{' '.join(str(kind.then).split())}."), kind.code


def test_every_kind_is_about_residents_or_about_the_team():
    assert {kind.code for kind in RETENTION if not kind.team} == {k.code for k in FOR_RESIDENTS}


def test_another_period_changes_the_page(client, settings):
    assert "1 an après la fin de votre demande" in said(page(client))["requests"][1]
    settings.RETENTION_DAYS = {"requests": 730, "words": 45}
    told = said(page(client))
    assert told["requests"][1].startswith("2 ans après la fin de votre demande.")
    assert told["interviews"][1].startswith("2 ans après")
    assert told["words"][1].startswith("45 jours après")


def test_what_is_never_kept_is_not_said_to_be_erased_later(client):
    told = said(page(client))["self_check"][1]
    assert told == "Jamais gardé : oubliés aussitôt."


def test_it_reads_as_easily_as_the_texts_of_aids(client):
    main = page(client).find(".//main")
    blocks = [text_of(block) for tag in ("p", "li", "dd") for block in main.iter(tag)]
    reading = reading_of("\n".join(blocks))
    assert reading.long_sentences == ()
    assert reading.is_plain, reading


def test_it_says_who_else_may_read_and_what_nobody_reads_again(client):
    """As long as it is so: who sees what was handed over, and a situation closed by signing."""
    assert [role for role, may in GIVES.items() if Can.SEE_HANDED_OVER in may] == [Role.PARTNER]
    told = text_of(page(client).find(".//main"))
    assert "Avec votre accord, une organisation peut vous appeler" in told
    assert "l'équipe ne peut plus relire votre situation" in told


def test_it_leads_to_who_watches_over_us_and_to_who_found_a_fault(client):
    tree = page(client)
    assert tree.find(".//*[@id='faille']") is not None
    assert [a for a in tree.iter("a") if a.get("href") == "https://www.ppdt-june.ch"]
