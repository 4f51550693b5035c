"""Building .venv: once, again when the pins change, and words for a Python that is too old."""

import ast
import shutil
import subprocess
import sys

import pytest

from tests.platform.running import ROOT

INSTALL = ROOT / "julien" / "install.py"


def make_project(folder):
    """A repository with nothing to install."""
    (folder / "julien").mkdir()
    shutil.copy(INSTALL, folder / "julien")
    (folder / "requirements.txt").write_text("# nothing\n")
    return folder


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Installed once for all tests of this file, with the pip that is there: quicker."""
    project = make_project(tmp_path_factory.mktemp("installed"))
    options = ["--without-pip", "--system-site-packages"]
    subprocess.run([sys.executable, "-m", "venv", *options, project / ".venv"], check=True)
    assert install(project).stdout.startswith("Installing requirements.txt into .venv")
    return project


def install(project, *before):
    command = [sys.executable, *(before or [project / "julien" / "install.py"])]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def test_it_installs_once_and_again_when_the_pins_change(installed):
    assert install(installed).stdout == ""
    (installed / "requirements.txt").write_text("# nothing else\n")
    assert install(installed).stdout.startswith("Installing requirements.txt")
    assert install(installed).stdout == ""


def test_what_has_no_hash_is_refused_and_tried_again_the_next_time(installed):
    (installed / "requirements.txt").write_text("django==5.2.19\n")
    done = install(installed)
    assert done.returncode == 1
    assert "pip could not install what requirements.txt lists" in done.stderr
    assert install(installed).returncode == 1


def test_an_old_python_can_read_it_and_is_told(project):
    ast.parse(INSTALL.read_text(), feature_version=(3, 6))
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
        "sys.version = '3.9.2'; runpy.run_path('julien/install.py', run_name='__main__')"
    )
    done = install(project, "-c", pretend)
    assert done.returncode == 1
    assert "JU-lien needs Python 3.11 or newer" in done.stderr
    assert "is 3.9.2" in done.stderr
    assert not (project / ".venv").exists()


def test_a_python_that_cannot_make_an_environment_is_told_what_is_missing(project):
    """Debian without python3-venv: the module is there, and fails."""
    (project / "venv.py").write_text("raise SystemExit('ensurepip is not available')")
    done = install(project)
    assert done.returncode == 1
    assert "ensurepip is not available" in done.stderr
    assert "apt install python3-venv" in done.stderr
    assert not (project / ".venv").exists()
