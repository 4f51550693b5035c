"""The demo data: loaded by the command, once, and only in a demo."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from campaigns.models import Aid, Campaign, Commune, Desk, OpeningCalendar, Partner
from julien.core.roles import Role
from julien.staff.models import User
from requests_intake.models import CallbackRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    """Run the command as `make demo` does."""
    settings.DEMO = True

    def run(scenario):
        call_command("demo", "--scenario", scenario, stdout=StringIO())

    return run


def row_counts():
    """Table → rows, of the product (what is recorded about writes may grow)."""
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.app_label in {"campaigns", "requests_intake", "callbacks", "staff"}
    }


def test_without_demo_it_refuses_and_writes_nothing():
    with pytest.raises(CommandError, match="Seulement avec DEMO=1"):
        call_command("demo", "--scenario", "empty")
    assert not User.objects.exists()


def test_empty_is_a_desk_ready_to_work(demo):
    demo("empty")

    assert Desk.objects.get().calendar.name == "Jura"
    assert OpeningCalendar.objects.get().closed_days.filter(day__year=2028).exists()
    assert Aid.objects.published().count() == 57
    assert Commune.objects.count() == 51
    assert Partner.objects.count() == 4
    assert not Campaign.objects.exists()
    assert not CallbackRequest.objects.exists()


def test_the_accounts_of_the_contract_can_log_in(demo, client):
    demo("empty")
    assert {user.username: user.roles for user in User.objects.all()} == {
        "intervenante": [Role.CALLER],
        "intervenant2": [Role.CALLER],
        "responsable": [Role.SUPERVISOR],
        "redaction": [Role.EDITOR],
        "redaction2": [Role.EDITOR],
        "evaluation": [Role.ANALYST],
        "administration": [Role.ADMIN],
        "partenaire": [Role.PARTNER],
    }
    for user in User.objects.all():
        assert user.check_password("julien-demo")
        assert user.last_name == "Exemple"


def test_one_beside_the_other_gives_two_campaigns_and_twice_adds_nothing(demo):
    came = []
    for campaigns, scenario in enumerate(["empty", "running", "pilot-2024"]):
        demo(scenario)
        once = row_counts()
        demo(scenario)
        assert row_counts() == once
        assert Campaign.objects.count() == campaigns
        came.append(CallbackRequest.objects.count())
    empty, running, with_pilot = came
    assert (empty, running > 40, with_pilot - running) == (0, True, 145)
