"""Who works at the desk while a test looks on."""

import pytest

from tests.make.desk import make_partner_member
from tests.make.staff import make_staff


@pytest.fixture
def caller(client):
    """Anne, logged in with `client`."""
    caller = make_staff(first_name="Anne", first_name_said="Anne")
    client.force_login(caller)
    return caller


@pytest.fixture
def alix():
    """Works for a partner organisation."""
    return make_partner_member()
