"""Both servers of one folder, their sockets, and the lock that keeps the folder to one run."""

import fcntl
import os
import shutil
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path

from julien.local.account import MYSELF, for_postgres
from julien.local.postgres import Postgres
from julien.local.problem import Problem
from julien.local.valkey import Valkey

ADDRESSES = ("DATABASE_URL", "REDIS_URL")


class Services:
    """PostgreSQL and Valkey under `folder`, or only what `needed` names.

    Use as a context manager, or start() and stop(). One run at a time per folder (lock()).
    """

    def __init__(self, folder, *, needed=ADDRESSES, durable=True, account=None):
        self.folder = Path(folder)
        self.needed = needed
        self.durable = durable
        self.account = account
        self.parts = {}

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        account = self.account or for_postgres()
        sockets = _new_socket_folder(self.folder, account)
        makers = {
            "DATABASE_URL": lambda: Postgres(
                self.folder, sockets, durable=self.durable, account=account
            ),
            "REDIS_URL": lambda: Valkey(self.folder, sockets),
        }
        self.parts = {name: makers[name]() for name in self.needed}
        try:
            for part in self.parts.values():
                part.start()
        except BaseException:
            self.stop()
            raise

    def stop(self):
        for part in self.parts.values():
            part.stop()
        _remove_socket_folder(self.folder)

    def addresses(self):
        return {name: part.url for name, part in self.parts.items()}

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()


def running_addresses(folder):
    """DATABASE_URL and REDIS_URL of the services that run under `folder` now, or None."""
    try:
        sockets = Path((folder / "sockets").read_text())
    except FileNotFoundError:
        return None
    postgres, valkey = Postgres(folder, sockets, account=MYSELF), Valkey(folder, sockets)
    if not (postgres.answers() and valkey.answers()):
        return None
    return {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url}


@contextmanager
def lock(path, *, shared=False, wait=False):
    """Hold a file lock. Raises BlockingIOError when another process has it and not `wait`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with path.open("ab") as file:
        fcntl.flock(file, kind if wait else kind | fcntl.LOCK_NB)
        yield


def remove(folder):
    """Delete a scratch folder and what lies elsewhere for it."""
    elsewhere = Path(folder) / "elsewhere"
    if elsewhere.is_symlink():
        shutil.rmtree(elsewhere.resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _new_socket_folder(folder, account):
    """`folder/run`, or a short folder under /tmp where a socket cannot be there."""
    _remove_socket_folder(folder)
    sockets = folder / "run"
    sockets.mkdir(mode=0o700)
    if not (_holds_sockets(sockets) and account.can_enter(folder)):
        sockets.rmdir()
        sockets = Path(tempfile.mkdtemp(prefix="julien-run-", dir=_short_place()))
    (folder / "sockets").write_text(str(sockets))
    return sockets


def _remove_socket_folder(folder):
    """The one that this run, or a run that was killed, has left."""
    record = folder / "sockets"
    if record.exists():
        shutil.rmtree(record.read_text(), ignore_errors=True)
        record.unlink()
    shutil.rmtree(folder / "run", ignore_errors=True)


def _holds_sockets(folder):
    """Tried, not computed: the limit differs, and some shared folders know no sockets."""
    path = folder / ".s.PGSQL.probe1"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(str(path))
        except OSError:
            return False
    path.unlink()
    return _plain(str(folder))


def _plain(path):
    """Letters that need no quoting in an address, which every library reads alike."""
    return all(letter.isascii() and (letter.isalnum() or letter in "/._-") for letter in path)


def _short_place():
    for place in (tempfile.gettempdir(), "/tmp"):  # nosec B108
        if len(place) < 60 and _plain(place) and os.access(place, os.W_OK):
            return place
    raise Problem("No short temporary folder for sockets: set TMPDIR to one.")
