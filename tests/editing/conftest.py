"""Two editors: one writes, the other reads."""

import pytest

from tests.make.editing import make_editor


@pytest.fixture
def author(db):
    return make_editor(first_name="Anna", last_name="Auteure")


@pytest.fixture
def reader(db):
    return make_editor(first_name="Rémi", last_name="Relecteur")
