"""docs/operator.md names what exists, and everything that can be set."""

import re

import pytest
import yaml
from django.core.management import get_commands

from tests.platform.running import ROOT

DOC = (ROOT / "docs" / "operator.md").read_text()
READ = re.compile(r"env\.(?:text|flag|items)\(\s*\"([A-Z_]+)\"")


@pytest.mark.parametrize(
    "name", sorted(set(READ.findall((ROOT / "julien/settings.py").read_text())))
)
def test_every_variable_that_settings_read_is_explained(name):
    assert f"`{name}`" in DOC


def test_every_command_it_names_exists():
    named = set(re.findall(r"manage\.py (\w+)", DOC)) | {"collectstatic"}
    assert named - set(get_commands()) == set()
    assert {"doctor", "migrate", "create_desk", "import_catalogue"} <= named


def test_its_container_commands_speak_to_services_of_the_compose_file():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    named = re.findall(r"docker compose (?:exec -T|run --rm) (\w+)", DOC)
    assert len(named) > 5
    assert set(named) <= set(services)
    (stopped,) = re.findall(r"docker compose stop (.+)", DOC)
    assert set(stopped.split()) <= set(services)
