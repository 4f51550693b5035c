"""The suite about itself: a missing browser is told, and is an error on CI."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.platform.running import ROOT


@pytest.fixture
def no_chromium(tmp_path):
    """An environment in which `which` finds only what the suite needs to start."""
    for name in ("sh", "env", "test", "true", "unshare", "chmod"):
        if found := shutil.which(name):
            (tmp_path / name).symlink_to(found)
    hidden = {"CHROMIUM", "CI"}
    given = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**given, "PATH": str(tmp_path)}


def run_browser_tests(environment):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/browser/test_print.py"],
        cwd=ROOT,
        env={name: v for name, v in environment.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
    )


def test_without_chromium_browser_tests_are_reported_as_skipped(no_chromium):
    done = run_browser_tests(no_chromium)
    assert done.returncode == 0, done.stdout
    assert "no Chromium found (apt install chromium)" in done.stdout
    last = done.stdout.splitlines()[-1]
    assert "skipped" in last
    assert "passed" not in last


def test_without_chromium_ci_fails(no_chromium):
    done = run_browser_tests({**no_chromium, "CI": "true"})
    assert done.returncode != 0
    assert "on CI the browser tests must run" in done.stderr
