"""Shape of the code: small files, locks that name their table, migrations that match."""

import ast
import re
import subprocess
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300


def tracked(*patterns):
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = listing.stdout.split("\n") if listing.returncode == 0 else []
    found = [ROOT / name for name in names if name and (ROOT / name).exists()]
    return found or [
        p for pattern in patterns for p in ROOT.rglob(pattern) if ".venv" not in p.parts
    ]


def test_no_file_holds_two_nouns():
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_every_row_lock_names_its_table():
    for path in tracked("*.py"):
        if "tests" in path.parts:
            continue
        for call in re.findall(r"select_for_update\(([^)]*)\)", path.read_text()):
            assert "of=" in call, f"{path}: select_for_update({call})"


# Reads all rows of one instant, for a command that ends with it.
MAY_HOLD_A_CURSOR = {("julien/retention/training/copying.py", "_rows")}
DRAINED = (ast.DictComp, ast.ListComp, ast.SetComp)
APPS = ("julien", "campaigns", "requests_intake", "callbacks")


def test_no_cursor_of_the_database_waits_for_whoever_reads():
    """A generator with a cursor in it may be left where it is, and the cursor with it: closed
    later, in the middle of another query of its connection, it waits for ever. Read page by page.
    """
    holding = {
        (str(path.relative_to(ROOT)), function.name)
        for path in tracked(*(f"{app}/*.py" for app in APPS))
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and _hands_out_a_cursor(function)
    }
    assert holding == MAY_HOLD_A_CURSOR


def _hands_out_a_cursor(function):
    """It has one and gives its rows one by one, or gives the cursor itself."""
    parts = list(ast.walk(function))
    gives = any(isinstance(part, ast.Yield | ast.YieldFrom) for part in parts)
    returned = [part.value for part in parts if isinstance(part, ast.Return) and part.value]
    kept = [value for value in returned if not isinstance(value, DRAINED)]
    return any(_opens_a_cursor(part) for part in ([function] if gives else kept))


def _opens_a_cursor(node):
    return any(
        isinstance(part, ast.Attribute) and part.attr == "iterator" for part in ast.walk(node)
    )


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def names(resolver=None, space=""):
    """The name of each address, its namespaces before it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            yield space + entry.name


def test_no_name_leads_to_two_addresses():
    """Of two, a form would send what was typed to the wrong one."""
    seen = list(names())
    assert len(seen) > 100
    assert [name for name, times in Counter(seen).items() if times > 1] == []


def test_no_package_registry_and_no_outside_host_in_pages():
    for path in tracked("requirements*.txt", "Makefile", "Dockerfile", "pyproject.toml"):
        assert not re.search(r"https?://[^\s\"']*(pypi|npmjs|debian)", path.read_text()), path
    for path in tracked("templates/*.html", "static/js/*.js", "static/css/*.css"):
        loaded = r"(?:src|url)\s*[=(]\s*[\"']?(https?://[^\"')\s]+)"
        assert re.findall(loaded, path.read_text()) == [], path


def test_fictitious_people_only():
    """Numbers in tests and demo data are of the block we use for nobody: 555 01 xx."""
    number = re.compile(
        r"(?:\+41|0041|\b0)[\s.]?(7[5-9]|32)[\s.]?(\d{3})[\s.]?(\d{2})[\s.]?(\d{2})\b"
    )
    for path in tracked("tests/*.py", "julien/scenarios/*.py", "julien/scenarios/*.json"):
        for found in number.finditer(path.read_text()):
            digits = found.group(2) + found.group(3)
            assert digits in {"55501", "00000", "12345"}, f"{path}: {found.group(0)}"
