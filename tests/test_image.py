"""What the image is made of, read from the Dockerfile, without an engine: `make check` looks.

Which known faults the parts have is not asked here, and why not: docs/decisions/known-faults.md.
"""

import re
from datetime import date

import yaml
from django.utils.timezone import localdate

from tests.test_structure import ROOT

PYTHON, DEBIAN = "3.11", "trixie"
BASE = f"python:{PYTHON}-slim-{DEBIAN}"
# Until when their makers mend faults of the parts we name. A day past is a finding like any other.
MENDED_UNTIL = {
    f"Python {PYTHON}": date(2027, 10, 31),
    f"Debian {DEBIAN}": date(2028, 8, 9),
    "postgres:18": date(2030, 11, 14),
}
# All that a build runs. Nothing of Debian, nothing of the network but the hashed packages.
RUNS = [
    "python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes"
    " -r requirements.txt",
    "DATABASE_URL=postgresql:///none REDIS_URL=redis://none SECRET_KEY=none LOOKUP_KEY=none"
    " STATIC_ROOT=/static /venv/bin/python manage.py collectstatic --noinput",
    "useradd --system --uid 1500 --create-home --home-dir /var/lib/julien julien"
    " && install --directory --owner julien --mode 700 /kept",
]
PIN = re.compile(
    r"[a-z0-9][\w.-]*(?:\[\w+\])?==[\w.]+(?: ; [^\\]+)?(?: --hash=sha256:[0-9a-f]{64})+"
)


def dockerfile():
    """[(instruction, rest)], continued lines joined, comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.M)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def told(instruction):
    return [rest for word, rest in dockerfile() if word == instruction]


def test_the_image_stands_on_one_small_base_by_its_name():
    assert told("FROM") == [f"{BASE} AS build", BASE]


def test_what_the_image_stands_on_is_still_mended_by_its_makers():
    over = {part: day for part, day in MENDED_UNTIL.items() if day < localdate()}
    assert over == {}, "move to a newer one (docs/decisions/known-faults.md)"


def test_a_build_runs_these_commands_and_takes_nothing_else_in():
    assert told("RUN") == RUNS
    assert told("ADD") == told("ARG") == []
    assert told("COPY") == [
        "requirements.txt .",
        ". .",
        "--from=build /venv /venv",
        "--from=build /static /static",
        "--from=build /app /app",
    ]


def test_each_package_is_one_exact_file():
    """Whatever an index answers, only the files whose hashes are written here are installed."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = re.sub(r" \\\n\s*", " ", (ROOT / name).read_text())
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        assert len(lines) > 20
        assert [line[:60] for line in lines if not PIN.fullmatch(line)] == []


def test_the_image_runs_as_a_number_that_is_not_root():
    """A number: who starts the image sees that it is not 0, without its list of names."""
    assert told("USER") == ["1500"]
    words = [word for word, _rest in dockerfile()]
    assert words.index("USER") > max(n for n, word in enumerate(words) if word in ("COPY", "RUN"))


def test_keys_and_history_stay_out_of_the_image():
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", "var", ".env", "*.env", "*.pem", "*.key"} <= set(left_out)
    assert not any(re.search("KEY|TOKEN|SECRET|PASSWORD", line) for line in told("ENV"))


def test_no_image_of_the_compose_file_is_whatever_is_newest():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    images = {service["image"] for service in services.values()}
    assert images == {"ju-lien", "postgres:18", "valkey/valkey:9"}
