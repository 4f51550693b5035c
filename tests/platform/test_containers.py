"""docker-compose.yml and the Dockerfile, without an engine: their commands, as plain processes."""

import json
import os
import re
import shlex
import subprocess
import sys

import pytest
import yaml

from tests.platform.running import ROOT, until
from tests.test_image import dockerfile

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {"migrate", "web", "worker", "beat"}
BIN = os.path.dirname(sys.executable)


def here(words, product):
    """A container's command on this machine: our port, and our folder for /var/lib/julien."""
    swaps = {"0.0.0.0": "127.0.0.1", "8000": str(product.port)}
    swapped = [swaps.get(word, word.replace(":8000/", f":{product.port}/")) for word in words]
    return [word.replace("$$", "$") for word in swapped]


def healthy(name, product):
    kind, *words = SERVICES[name]["healthcheck"]["test"]
    command = here(words, product)
    done = subprocess.run(
        ["sh", "-c", *command] if kind == "CMD-SHELL" else command,
        cwd=ROOT,
        env=product.environment,
        capture_output=True,
    )
    return done.returncode == 0


def test_the_commands_of_the_compose_file_migrate_serve_work_and_beat(bare_product):
    product = bare_product
    product.environment["PATH"] = f"{BIN}:{os.environ['PATH']}"
    migrated = subprocess.run(
        here(SERVICES["migrate"]["command"], product),
        cwd=ROOT,
        env=product.environment,
        capture_output=True,
        text=True,
    )
    assert migrated.returncode == 0, migrated.stderr
    assert not healthy("web", product)
    assert not healthy("beat", product)
    for name in ("web", "worker", "beat"):
        product.run(name, here(SERVICES[name]["command"], product))
    until(lambda: "ready." in product.processes["worker"].last_words(), "the worker")
    for name in ("web", "worker", "beat"):
        until(lambda name=name: healthy(name, product), f"health of {name}")


def test_every_process_of_ours_waits_for_the_migration():
    for name in OURS - {"migrate"}:
        assert SERVICES[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }
    assert SERVICES["migrate"]["restart"] == "no"


@pytest.mark.parametrize("name", sorted(OURS))
def test_no_process_of_ours_can_write_its_image_or_gain_rights(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


def test_no_secret_stands_in_the_files():
    variables = set(re.findall(r"\$\{(\w+)", json.dumps(COMPOSE)))
    assert variables == {"POSTGRES_PASSWORD"}
    example = dict(
        line.split("=", 1)
        for line in (ROOT / ".env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    filled = {name: value for name, value in example.items() if value}
    assert filled == {
        "PUBLIC_BASE_URL": "https://ju-lien.example.ch",
        "ALLOWED_HOSTS": "ju-lien.example.ch",
    }


def test_only_the_web_server_is_reachable_and_only_from_the_machine_itself():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_static_files_of_the_image_are_collected_without_a_secret(tmp_path):
    """A dry run: everything but the copying."""
    (line,) = (rest for word, rest in dockerfile() if word == "RUN" and "collectstatic" in rest)
    words = [
        word.replace("/static", str(tmp_path)).replace("/venv/bin/python", sys.executable)
        for word in shlex.split(line)
    ]
    done = subprocess.run(
        ["env", "-i", f"PATH={os.environ['PATH']}", *words, "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Pretending to copy" in done.stdout
