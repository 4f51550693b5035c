import pytest


@pytest.fixture(autouse=True)
def erased_list(settings, tmp_path):
    """The list outside the database, one for each test."""
    settings.ERASED_LIST = tmp_path / "outside" / "erased.txt"
    return settings.ERASED_LIST
