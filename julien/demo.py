"""`make demo`: the whole product in the foreground, on data that stays; gone when it ends."""

import contextlib
import hashlib
import http.client
import os
import signal
import socket
import sys
import time
from collections import deque

from julien.local import product
from julien.local.command import BASE_DIR, demo_folder, set_defaults, set_demo_defaults
from julien.local.problem import Problem
from julien.local.process import Process, adopt_orphans, die_with_make, kill_descendants
from julien.local.services import ADDRESSES, Services, lock

READY_SECONDS = 60
RESTARTS = 5  # of PostgreSQL or Valkey, within RESTART_SECONDS; more is no accident
RESTART_SECONDS = 60
EVERYWHERE = {"0.0.0.0", "::"}  # nosec B104

READY = """\
JU-lien is ready: {address}

  Residents    {address}
  Staff        {address}equipe/
  A phone      {address}demo/telephone/  sends and receives SMS as a resident

  Accounts, password julien-demo:
    intervenante, intervenant2   call back
    responsable                  leads the callers
    redaction, redaction2        write the pages
    evaluation                   reads the figures
    administration               everything else
    partenaire                   an organisation that relays

  Logs and data are in {folder}. Ctrl-C stops everything, the data stays."""


class Demo:
    """What runs: services first, then the processes of the product."""

    def __init__(self, folder):
        self.folder = folder
        self.host = os.environ.get("HOST") or "127.0.0.1"
        self.port = _port(os.environ.get("PORT") or "8000")
        self.scenario = os.environ.get("SCENARIO") or "running"
        self.services = Services(
            folder, needed=[name for name in ADDRESSES if not os.environ.get(name)]
        )
        self.restarts = deque(maxlen=RESTARTS)
        self.processes = []

    @property
    def address(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def run(self):
        """Until somebody stops it, or a part of it ends."""
        _forget_logs(self.folder)
        _check_port(self.host, self.port)
        set_demo_defaults(self.folder)
        set_defaults({"PUBLIC_BASE_URL": self.address.rstrip("/")})
        set_defaults({"ALLOWED_HOSTS": "*" if self.host in EVERYWHERE else self.host})
        with self.services, contextlib.ExitStack() as stack:
            stack.callback(self._stop)
            os.environ.update(self.services.addresses())
            self._prepare()
            self._start()
            self._wait_until_ready()
            stack.enter_context(_announced(self.folder, self.address))
            print(READY.format(address=self.address, folder=_shown(self.folder)), flush=True)
            while True:
                time.sleep(0.3)
                self._look_after()

    def _prepare(self):
        """Tables, static files, data: each only as far as it is not there yet."""
        self._manage("migrate", "--noinput")
        static = _Mark(self.folder / "static.stamp", _static_fingerprint())
        if not static.set():
            self._manage("collectstatic", "--noinput")
            static.put()
        own_database = "DATABASE_URL" in self.services.parts
        data = _Mark(self.folder / "data.stamp", self.scenario)
        if not (own_database and data.set()):
            print(f"Loading the demo data ({self.scenario})", flush=True)
            self._manage("demo", "--scenario", self.scenario)
            data.put()

    def _manage(self, *arguments):
        """One command of manage.py, to its end."""
        step = self._process(arguments[0], [sys.executable, "manage.py", *arguments])
        step.start()
        try:
            code = step.popen.wait()
        finally:
            step.kill()
        if code:
            raise Problem(f"manage.py {arguments[0]} failed. It said:\n{step.last_words()}")

    def _start(self):
        commands = {
            "web": product.web(self.host, self.port),
            "worker": product.worker(),
            "beat": product.beat(),
        }
        for name, command in commands.items():
            process = self._process(name, command)
            self.processes.append(process)
            process.start()

    def _process(self, name, command):
        return Process(name, command, log=self.folder / "log" / f"{name}.log", cwd=BASE_DIR)

    def _wait_until_ready(self):
        end = time.monotonic() + READY_SECONDS
        while not _answers(self.host, self.port):
            self._look_after()
            if time.monotonic() > end:
                web = self.processes[0]
                raise Problem(f"The web server does not answer. It said:\n{web.last_words()}")
            time.sleep(0.1)

    def _look_after(self):
        """Start PostgreSQL and Valkey again when they die; without the rest there is no demo."""
        for part in self.services.parts.values():
            if not part.process.alive:
                self._start_again(part)
        for process in self.processes:
            if not process.alive:
                raise Problem(f"The {process.name} process ended. It said:\n{process.last_words()}")

    def _start_again(self, part):
        now = time.monotonic()
        if len(self.restarts) == RESTARTS and now - self.restarts[0] < RESTART_SECONDS:
            raise Problem(
                f"{part.process.name} keeps ending. It said:\n{part.process.last_words()}"
            )
        self.restarts.append(now)
        print(f"{part.process.name} ended; it is started again.", flush=True)
        part.start()

    def _stop(self):
        for process in self.processes:
            process.ask_to_stop()
        for process in self.processes:
            process.stop()


class _Mark:
    """A file that says that something was done for this very content."""

    def __init__(self, path, content):
        self.path, self.content = path, content

    def set(self):
        return self.path.exists() and self.path.read_text() == self.content

    def put(self):
        self.path.write_text(self.content)


def _static_fingerprint():
    """Changes when a static file of ours does, or a package that brings some."""
    parts = [(BASE_DIR / "requirements.txt").read_text()]
    for path in sorted((BASE_DIR / "static").rglob("*")):
        facts = path.stat()
        parts.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _port(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Problem(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _check_port(host, port, seconds=3):
    """Free, at the latest once a demo that was killed a moment ago has closed it."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise Problem(f"HOST {host!r} is no address of this machine ({error.strerror}).") from None
    end = time.monotonic() + seconds
    while True:
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
                return
            except OSError as error:
                reason = error.strerror
        if time.monotonic() > end:
            raise Problem(
                f"Port {port} on {host} cannot be used ({reason}).\n"
                "Another programme may have it. Choose another one: PORT=8001 make demo"
            )
        time.sleep(0.2)


def _answers(host, port):
    connection = http.client.HTTPConnection(_near(host), port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _near(host):
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # nosec B104


@contextlib.contextmanager
def _announced(folder, address):
    """Commands of manage.py find here where the running demo is reached."""
    note = folder / "address"
    note.write_text(address.rstrip("/"))
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _forget_logs(folder):
    for log in (folder / "log").glob("*.log"):
        log.unlink()


def _shown(path):
    return path.relative_to(BASE_DIR) if path.is_relative_to(BASE_DIR) else path


def _stop_quietly(_signal, _frame):
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # once is enough: stopping takes a moment
    sys.exit(0)


def main():
    die_with_make()
    adopt_orphans()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop_quietly)
    folder = demo_folder()
    try:
        with lock(folder / "lock"):
            Demo(folder).run()
    except BlockingIOError:
        sys.exit(
            f"A demo, or a command of manage.py, already runs on {_shown(folder)}.\n"
            "Stop it first, or take another folder and port: "
            "DEMO_DIR=var/demo2 PORT=8001 make demo"
        )
    except Problem as problem:
        sys.exit(f"\n{problem}")
    finally:
        kill_descendants()


if __name__ == "__main__":
    main()
