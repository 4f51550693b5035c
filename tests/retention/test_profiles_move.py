"""The migration that closes profiles: no figure moves, nothing stays readable where it was."""

import json
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from callbacks.models import Interview, InterviewAmendment, Profile
from callbacks.services.interview_answers import Answers
from callbacks.services.interviews import amend_interview
from callbacks.services.profiles import read_profile
from campaigns.models import Commune
from julien.retention.anonymous import drop_views, make_views
from julien.retention.models import Fact
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.interviews import load_communes, make_draft, make_signed_interview
from tests.retention.test_figures_stay import counted

pytestmark = pytest.mark.django_db

APART = import_module("callbacks.migrations.0018_profile")
BEFORE = [("callbacks", "0017_meetings"), ("retention", "0001_facts_and_holds")]
COLUMNS = (*APART.CHOSEN, "commune", "place_said")


@pytest.fixture
def some():
    """Signed interviews with and without a place, a draft, and one person erased."""
    load_communes()
    delemont = Commune.objects.get(name="Delémont")
    for number in range(6):
        place = {"commune": delemont, "place_said": "2800"} if number % 2 else {}
        what = {"household": ["alone", "couple"][number % 2], "gender": "woman"}
        make_signed_interview(said=what | {"age_band": "65+", "activity": "retired"} | place)
    make_draft(postal_code="2854")
    signed = Interview.objects.filter(state="signed").order_by("pk")
    amend_interview(
        interview_id=signed[1].pk,
        by=signed[1].caller,
        why="erreur",
        revision=signed[1].revision,
        answers=Answers(said={"household": "alone", "notes": "vu"}),
        at=NOW,
    )
    erased = CallbackRequest.objects.filter(callback__interview__in=signed[2:4])
    erase_person(request_ids=list(erased.values_list("pk", flat=True)), by=None, at=NOW)


def put_back(old, editor):
    """The rows as the version before wrote them."""
    New = old.get_model("callbacks", "Interview")
    for name in COLUMNS:
        editor.add_field(New, New._meta.get_field(name))
    for interview in Interview.objects.all():
        situation = read_profile(interview)
        commune = situation.pop("commune")
        New.objects.filter(pk=interview.pk).update(commune=commune and commune.pk, **situation)
    editor.execute("DROP TABLE callbacks_profile")
    delemont = Commune.objects.get(name="Delémont").pk
    for fact in Fact.objects.all():
        (row,) = fact.story["callbacks_interview"]
        said = fact.story.pop("callbacks_profile")[0]["sealed"]
        row |= {"commune_id": delemont if said.pop("district") else None} | said
        fact.save()
    made = InterviewAmendment.objects.get()
    made.changes = json.dumps([["Ménage", "en couple sans enfant", "seul·e"], ["Notes", "", "vu"]])
    made.save()


def test_no_figure_moves_and_nothing_stays_in_the_open(some):
    figures = counted()
    profiles = {pk: read_profile(Interview(pk=pk)) for pk in ids()}
    stories = sorted(str(fact.story["callbacks_profile"]) for fact in Fact.objects.all())
    state = MigrationLoader(connection).project_state(BEFORE)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    drop_views()
    with connection.schema_editor(atomic=False) as editor:
        put_back(state.apps, editor)
        APART.Migration("0018_profile", "callbacks").apply(state, editor)
    make_views()

    assert {pk: read_profile(Interview(pk=pk)) for pk in ids()} == profiles
    assert counted() == figures
    assert sorted(str(fact.story["callbacks_profile"]) for fact in Fact.objects.all()) == stories
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns"
                       " WHERE table_name = 'callbacks_interview'")  # fmt: skip
        left = {name for (name,) in cursor.fetchall()}
    assert not left & {*APART.CHOSEN, "commune_id", "place_said"}
    assert json.loads(InterviewAmendment.objects.get().changes) == [
        ["Ménage", "enregistrée, plus lisible ici", "notée à nouveau, plus lisible ici"],
        ["Notes", "", "vu"],
    ]


def ids():
    return list(Profile.objects.values_list("interview", flat=True))
