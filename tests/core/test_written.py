"""A form whose name must be new: what else the database refuses is not taken for a name."""

import pytest
from django.db import IntegrityError

from callbacks.forms.teams import TeamForm
from callbacks.models import Team
from julien.core.written import written

pytestmark = pytest.mark.django_db


def refused_by_the_database():
    raise IntegrityError("another rule")


def test_a_refusal_that_is_not_about_the_name_is_raised():
    form = TeamForm({"name": "Ajoie"}, callers=[])
    assert form.is_valid()

    with pytest.raises(IntegrityError):
        written(form, refused_by_the_database)


def test_a_name_that_was_taken_meanwhile_is_said_on_the_form():
    form = TeamForm({"name": "Ajoie"}, callers=[])
    assert form.is_valid()
    Team.objects.create(name="Ajoie")

    assert not written(form, form.save)
    assert "Une équipe porte déjà ce nom" in str(form.errors["name"])
