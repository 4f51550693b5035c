"""A new column about people must say what erasing does with it: kept for the figures, or gone."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from julien.core.fields import EncryptedTextField
from julien.retention.owned import tables
from requests_intake.models import CallbackRequest

TABLES = {table.model: table for table in tables()}
# Models with encrypted text that is no resident's.
OF_THE_TEAM = {"staff.Factor"}
# In the apps of residents, the tables in which nobody stands.
NOBODY = {
    "callbacks.ListedWord",
    "callbacks.MeetingPlace",
    "callbacks.Question",
    "callbacks.QuestionVersion",
    "callbacks.Reason",
    "callbacks.SavedView",
    "callbacks.StartView",
    "callbacks.Team",
    "callbacks.Team_members",
    "callbacks.PartnerMember",
    "requests_intake.CallNeed",
    "requests_intake.ConsentText",
    "requests_intake.SmsText",
}


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_column_says_what_becomes_of_it(table):
    columns = {field.name for field in table.model._meta.concrete_fields}
    in_fact = {*table.kept, *table.clock, *table.links} | ({table.anchor} - {""})
    assert set(table.timed) <= set(table.kept)
    if table.stays:
        assert columns == {*table.shell, *table.empty}
        assert not set(table.shell) & set(table.empty)
        assert in_fact <= columns
        return
    assert columns == in_fact | {*table.words, *table.erased}
    told_twice = [name for name in table.erased if name in in_fact or name in table.words]
    assert told_twice == []


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_nothing_personal_stays(table):
    secret = {
        field.name
        for field in table.model._meta.concrete_fields
        if isinstance(field, EncryptedTextField) or field.name.endswith("_lookup")
    }
    assert not secret & {*table.kept, *table.clock, *table.shell} - {*table.coded}
    assert {*table.coded} <= {*table.kept}


def test_every_model_about_people_is_listed():
    ours = {
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"requests_intake", "callbacks"}
    }
    assert {model._meta.label for model in ours - set(TABLES)} == NOBODY


def test_no_other_model_holds_personal_text_or_points_at_a_person():
    for model in apps.get_models(include_auto_created=True):
        if model in TABLES or model._meta.label in OF_THE_TEAM:
            continue
        for field in model._meta.concrete_fields:
            assert not isinstance(field, EncryptedTextField), field
            people = isinstance(field, ForeignKey) and field.related_model in TABLES
            assert not people, field


def test_the_trace_is_of_the_request_itself():
    assert TABLES[CallbackRequest].stays
    assert "reference" in TABLES[CallbackRequest].shell
