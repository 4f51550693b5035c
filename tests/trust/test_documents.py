"""What the documents on data and threats say is still so."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from django.test import Client

from julien.core.rotation import encrypted_fields
from julien.retention.table import RETENTION

ROOT = Path(__file__).resolve().parents[2]
THREATS = (ROOT / "docs" / "threats.md").read_text()
REGISTER = (ROOT / "docs" / "data.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", THREATS)


@lru_cache
def names_in(path):
    return {
        node.name for node in ast.parse((ROOT / path).read_text()).body if hasattr(node, "name")
    }


def test_each_threat_names_a_test():
    lines = [line for line in THREATS.splitlines() if line.startswith("|")]
    threats = [line for line in lines[2:] if not line.startswith("| **")]
    assert [line for line in threats if not re.search(r"`tests/\S+::\w+` \|$", line)] == []
    assert len(threats) == len(NAMED) > 20


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_each_test_named_is_there(path, name):
    assert name in names_in(path)


def test_each_kind_of_data_is_in_the_register():
    rows = re.findall(r"^\| `(\w+)` \|", REGISTER, re.M)
    assert sorted(rows) == sorted(kind.code for kind in RETENTION)


def test_each_table_with_what_people_told_is_in_the_register():
    told = set(re.findall(r"`(\w+\.\w+)`", REGISTER))
    assert {field.model._meta.label for field in encrypted_fields()} <= told


@pytest.mark.django_db
def test_the_addresses_the_documents_name_are_there():
    for page in (REGISTER, (ROOT / "SECURITY.md").read_text()):
        for address in re.findall(r"`(/[\w./-]+)`", page):
            assert Client().get(address).status_code in {200, 302, 503}, address


@pytest.mark.django_db
def test_the_contact_of_security_txt_is_a_page_that_says_what_to_do(client):
    text = client.get("/.well-known/security.txt").content.decode()
    path = re.search(r"^Contact: https?://[^/]+(/\S+)#(\w+)$", text, re.M)
    page = client.get(path[1]).content.decode()
    assert f'id="{path[2]}"' in page
    assert "écrivez « sécurité » dans le message" in page.replace("\u00a0", " ")
