"""A copy for training: each column says what becomes of it, and nothing personal is kept."""

import re
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import CharField, Model, Q, TextField

from julien.core.fields import EncryptedTextField
from julien.retention.owned import tables as owned_tables
from julien.retention.training import columns
from julien.retention.training.columns import Copied, LeftOut, copied, tables, unlisted
from julien.retention.training.people import BLOCKS, MOST, PREFIXES, Person
from requests_intake.models import CallbackRequest, Satisfaction

# Plain text that may be kept because everybody may read it, or because it is a code of ours.
PUBLIC_APPS = {"campaigns", "contenttypes", "auth", "migrations"}
PUBLIC = {
    "requests_intake.CallNeed.code",
    "requests_intake.CallNeed.name",  # what residents tick and the team reads
    "requests_intake.CallNeed.advice",
    "requests_intake.ConsentText.text",  # shown to everybody who asks
    "requests_intake.ConsentText.version",
    "requests_intake.CallbackRequest.consent_version",
    "requests_intake.CallbackRequest.language",
    "requests_intake.Message.language",
    "requests_intake.SmsText.occasion",  # a code
    "requests_intake.Message.gateway",  # the name of an operator's interface
    "callbacks.Callback.late_reason",  # codes
    "callbacks.CallbackMove.why",
    "callbacks.AidNews.amount",
    "callbacks.AidNews.refused_because",
    "callbacks.Interview.form_version",
    "callbacks.ListedWord.code",
    "callbacks.ListedWord.label",  # the lists of the desk
    "callbacks.Question.code",
    "callbacks.QuestionVersion.title",  # what the whole team asks everybody
    "callbacks.QuestionVersion.wording",
    "callbacks.QuestionVersion.guidance",
    "callbacks.Reason.code",
    "callbacks.Reason.label",
    "callbacks.Reason.forms",
    "callbacks.Reason.source",
}
HOW = "docs/data.md, section « A copy for training », says how a column is listed"


@pytest.mark.django_db
def test_every_column_of_every_table_says_what_becomes_of_it():
    assert list(unlisted()) == [], HOW


def test_nothing_by_which_somebody_is_found_is_kept():
    kept = {
        f"{table.model._meta.label}.{column.name}"
        for table in copied()
        for column in table.columns
        if column.name in table.keep
        and (isinstance(column, EncryptedTextField) or column.name.endswith(("_lookup", "token")))
    }
    assert kept == set()


def test_free_text_is_kept_only_where_it_is_public_or_a_code():
    kept = {
        f"{table.model._meta.label}.{column.name}"
        for table in copied()
        if table.model._meta.app_label not in PUBLIC_APPS
        for column in table.columns
        if column.name in table.keep
        and isinstance(column, (CharField, TextField))
        and not column.choices
    }
    assert kept - PUBLIC == set(), HOW
    assert PUBLIC - kept == set()


def test_the_instants_of_people_move():
    """Every table about people moves all of its instants, or has none."""
    people = {table.model for table in owned_tables()}
    still = {
        f"{table.model._meta.label}.{column.name}"
        for table in copied()
        if table.model in people
        for column in table.columns
        if column.get_internal_type() == "DateTimeField"
        and column.name not in table.shift
        and column.name not in table.drop
    }
    assert still == set(), HOW


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"keep": ("id", "request", "satisfied")}, "knows_next_step: neither kept"),
        ({"keep": ("id", "request", "satisfied", "knows_next_step", "at")}, "at: is listed twice"),
        ({"drop": ("nonsense",)}, "nonsense: is listed, and is no column"),
        ({"keep": ("id", "satisfied", "knows_next_step"), "drop": ("request",)}, "cannot be empty"),
        (None, "Satisfaction: no list says what becomes of this table"),
    ],
)
def test_a_gap_in_the_lists_is_named_and_stops_the_command(monkeypatch, tmp_path, changed, told):
    real = next(table for table in tables() if table.model is Satisfaction)
    groups = {"keep": real.keep, "shift": real.shift, "person": real.person}
    instead = [Copied(Satisfaction, **groups | changed)] if changed is not None else []
    others = [table for table in tables() if table.model is not Satisfaction]
    monkeypatch.setattr(columns, "tables", lambda: others + instead)

    assert [told in line for line in unlisted()] == [True]
    keys = tmp_path / "keys.env"
    with pytest.raises(CommandError, match=re.escape(told)):
        call_command("anonymise", "postgresql:///nowhere", keys=str(keys))
    assert not keys.exists()


@pytest.mark.django_db
def test_a_table_or_column_that_only_the_database_knows_is_named():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (name text)")
        cursor.execute("ALTER TABLE requests_intake_satisfaction ADD COLUMN remark text")

    assert sorted(unlisted()) == [
        "forgotten: a table of the database that no list knows.",
        "requests_intake_satisfaction.remark: a column of the database that no list knows.",
    ]


@pytest.mark.django_db
def test_a_link_to_a_table_that_is_left_out_is_named(monkeypatch):
    others = [table for table in tables() if table.model is not CallbackRequest]
    monkeypatch.setattr(columns, "tables", lambda: [*others, LeftOut(CallbackRequest, "to see")])

    told = "requests_intake.Satisfaction.request: points at a table that is left out."
    assert told in list(unlisted())


@pytest.mark.django_db
def test_a_link_to_rows_of_which_some_stay_behind_is_named(monkeypatch):
    others = [table for table in tables() if table.model is not CallbackRequest]
    requests = next(table for table in tables() if table.model is CallbackRequest)
    some = replace(requests, only=Q(state="closed"))
    monkeypatch.setattr(columns, "tables", lambda: [*others, some])

    told = "requests_intake.Satisfaction.request: points at rows that may be left out."
    assert told in list(unlisted())


def test_each_table_is_listed_once():
    models = [table.model for table in tables()]
    assert all(issubclass(model, Model) for model in models)
    assert len(models) == len(set(models))


def test_everybody_has_a_number_of_their_own_and_the_first_are_those_of_the_demo():
    numbers = {Person(place, 1).number for place in range(MOST)}
    assert len(numbers) == MOST == len(PREFIXES) * len(BLOCKS) * 100
    assert all(re.fullmatch(r"\+417[5-9]555\d{4}", number) for number in numbers)
    first = [Person(place, 1).number for place in range(500)]
    assert {number[5:10] for number in first} == {"55501"}
