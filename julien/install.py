"""Build .venv from the hashed pins. Nothing changed since the last time: nothing is done.

Run by whatever Python the machine has, before anything is installed: standard library only, and
in a syntax that Python 3.6 still reads, so that it can be told that it is too old.

    python3 julien/install.py [--dev]
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


def main():
    dev = "--dev" in sys.argv[1:]
    if sys.version_info < OLDEST:
        sys.exit(
            f"JU-lien needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
            "Name a newer one: make demo PYTHON=/path/to/python3.12"
        )
    os.makedirs(os.path.join(ROOT, "var"), exist_ok=True)
    with open(os.path.join(ROOT, "var", "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make demo` and `make test` at once
        install(dev)


def install(dev):
    """Promise: a stamp stands only for an installation that came to its end."""
    wanted = ["requirements.txt"] + (["requirements-dev.txt"] if dev else [])
    if all(read(stamp(name)) == fingerprint(name) for name in wanted) and works():
        return
    if not works():
        make_venv()
    names = " and ".join(wanted)
    print(f"Installing {names} into .venv (the first time takes a minute)", flush=True)
    arguments = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    for name in wanted:
        arguments += ["-r", os.path.join(ROOT, name)]
    done = subprocess.run([PYTHON, "-m", "pip", "install", *arguments])
    if done.returncode:
        sys.exit(
            f"\npip could not install what {names} lists; what it said stands above.\n"
            "Ready-made packages exist for Linux (glibc) on x86_64 and aarch64, and for macOS on "
            "Apple silicon."
        )
    for name in wanted:
        with open(stamp(name), "w") as file:
            file.write(fingerprint(name))


def make_venv():
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"{sys.executable} cannot make a virtual environment:\n\n{done.stdout}{done.stderr}\n"
            "Install what is missing (Debian, Ubuntu: apt install python3-venv), or name another "
            "Python: make demo PYTHON=/path/to/python3"
        )


def works():
    """Whether .venv has a Python that starts and is of the version that runs this."""
    ask = "import pip, sys; print(sys.version_info[:2])"
    try:
        said = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    return said.stdout.strip() == str(sys.version_info[:2])


def stamp(name):
    return os.path.join(VENV, "installed-" + name)


def fingerprint(name):
    """Changes with the pins, the place (a moved .venv is broken) and Python."""
    with open(os.path.join(ROOT, name), "rb") as file:
        pins = file.read()
    place = f"{ROOT} {sys.version_info[:2]} "
    return hashlib.sha256(place.encode() + pins).hexdigest()


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


if __name__ == "__main__":
    main()
