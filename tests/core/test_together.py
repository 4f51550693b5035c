"""Rows read together are what Django reads one table at a time."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.catalogue.one_aid import read_aid
from campaigns.models import (
    Aid,
    Campaign,
    CheckQuestion,
    GlossaryTerm,
    HomeTexts,
    LifeSituation,
    PagesVersion,
)
from campaigns.services.terms import small, small_tables
from julien.core.together import Together
from tests.make.amounts import make_amount, make_value
from tests.make.campaigns import make_calendar, make_campaign, make_desk, make_partner
from tests.make.catalogue import make_aid, make_situation, make_term

pytestmark = pytest.mark.django_db


def values(row):
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


@pytest.fixture
def tables():
    calendar = make_calendar(closed={date(2026, 12, 24): 'Fermé "à midi" \\ l\'été'})
    make_desk(calendar=calendar, morning_places=6)
    make_calendar()  # of nobody
    make_campaign(starts_on=date(2027, 1, 1), texts={"banner": {"fr": {"text": "Lu\nà deux"}}})
    make_campaign(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), calendar=make_calendar())
    make_partner(code="entraide")
    PagesVersion.objects.get_or_create(pk=1)
    HomeTexts.objects.create(pk=1, texts={"title": {"de": {"text": "Ü {jours}", "made_from": "0"}}})
    amount = make_amount("x", "500.05", unit="%")
    make_value(amount, value=Decimal("12345678.90"), valid_from=date(2027, 1, 1))
    make_situation(position=2)
    make_situation(position=1, retired_on=date(2026, 1, 1))
    make_term("rente", "Ce que l'on touche.", forms=["rentes", "Renten"])
    said = {"texts": {"text": {"fr": {"text": "Votre “âge” ?"}}}, "retired": ["avs"]}
    CheckQuestion.objects.create(code="age", content=said, retired_on=date(2026, 11, 2))


def test_every_small_table_is_what_django_reads_of_it(tables):
    read = small.read(before={})
    for model, queryset in small_tables().items():
        rows = [values(row) for row in queryset]
        assert rows, model
        assert [values(row) for row in read[model].all] == rows, model


def test_what_did_not_change_is_not_made_again(tables):
    before = small.read(before={})
    terms, situations = before[GlossaryTerm].all, before[LifeSituation].all
    GlossaryTerm.objects.update(explanation="Autre chose.")
    after = small.read(before=before)

    assert after[LifeSituation].all is situations
    assert [term.explanation for term in after[GlossaryTerm].all] == ["Autre chose."]
    assert [term.explanation for term in terms] == ["Ce que l'on touche."]


def test_an_empty_table_has_no_rows(db):
    assert [rows.all for rows in small.read(before={}).values() if rows.model is Campaign] == [[]]


def test_a_queryset_with_a_value_in_it_is_refused():
    of_one = Together(lambda: {Campaign: Campaign.objects.filter(slug="bus")})
    with pytest.raises(ValueError, match="A value stands in"):
        of_one.read(before={})


def test_one_aid_is_read_as_django_reads_it():
    aid = make_aid("loyer", texts={"title": "Un “loyer”"}, sources=["https://b.ch", "https://a.ch"])
    aid.parts.create(part="title", language="de", text="Miete")
    aid.parts.create(part="title", language="it", text="Affitto")
    make_situation(aid)
    read, stored = read_aid("loyer", "de"), Aid.objects.defer("imported").get(slug="loyer")

    assert values(read.aid) == values(stored)
    assert values(read.aid.provider) == values(stored.provider)
    parts = stored.parts.exclude(language="it").order_by("pk")
    assert [values(row) for row in read.parts] == [values(row) for row in parts]
    assert read.sources == [source.address for source in stored.sources.all()]
    assert read.situations == [stored.situations.get().pk]
    assert read_aid("absente", "fr") is None
