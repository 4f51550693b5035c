"""Asking a page whether it is there: a real server that misbehaves, and places we never go."""

import socket
import time
from urllib.parse import urlsplit

import pytest

from campaigns.editing.links.asking import ask
from campaigns.editing.links.guard import Inside, is_public, is_web_address, place_of
from tests.editing.bad_server import bad_server, self_signed

DEADLINE = 0.5


@pytest.fixture(scope="module")
def server():
    with bad_server() as running:
        yield running


def ask_here(address):
    """As the round asks, but for the guard: the server of the test is on this machine."""
    return ask(address, may_reach=lambda ip, port: ip == "127.0.0.1", deadline=DEADLINE)


@pytest.mark.parametrize(
    ("path", "problem", "status"),
    [
        ("/fine", "", 200),
        ("/document", "", 200),
        ("/no-head", "", 200),
        ("/head-hangs-up", "", 200),
        ("/for-now", "", 200),
        ("/huge", "", 200),
        ("/fine/é à?q=ü", "not_an_address", None),
        ("/fine/é?q=ü", "", 200),
        ("/gone", "not_found", 404),
        ("/broken", "server", 500),
        ("/forbidden", "forbidden", 403),
        ("/busy", "busy", 429),
        ("/soft", "soft_not_found", 200),
        ("/moved-home", "soft_not_found", 200),
        ("/in-circles", "loop", None),
        ("/ever-further", "loop", None),
        ("/silent", "timeout", None),
        ("/drips-headers", "timeout", None),
        ("/drips-body", "timeout", None),
        ("/garbage", "garbled", None),
        ("/endless-header", "garbled", None),
        ("/hangs-up", "garbled", None),
        ("/inside", "inside", None),
        ("/to-a-file", "not_an_address", None),
    ],
)
def test_whatever_a_site_does_there_is_one_answer_in_time(server, path, problem, status):
    began = time.monotonic()

    answer = ask_here(server.url(path))

    assert (answer.problem, answer.status) == (problem, status)
    assert time.monotonic() - began < 4 * DEADLINE + 1


def test_head_is_enough_for_what_is_no_page_and_a_page_is_looked_into(server):
    server.asked.clear()
    ask_here(server.url("/document"))
    ask_here(server.url("/fine"))

    assert server.asked == [("HEAD", "/document"), ("HEAD", "/fine"), ("GET", "/fine")]


def test_only_a_permanent_move_proposes_the_new_address(server):
    assert ask_here(server.url("/moved")).moved_to == server.url("/fine/new")
    assert ask_here(server.url("/for-now")).moved_to == ""


def test_the_time_a_site_asks_for_is_heard(server):
    assert ask_here(server.url("/busy")).wait == 7200


def test_a_certificate_nobody_vouches_for_is_told(tmp_path):
    with bad_server(secure=self_signed(tmp_path)) as server:
        assert ask_here(server.url("/fine")).problem == "tls"


def test_nobody_there_is_told():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert ask_here(f"http://127.0.0.1:{port}/").problem == "refused"
    assert ask_here("http://site-qui-n-existe-pas.invalid/").problem == "no_such_host"


def test_a_name_with_one_address_inside_is_not_reached_by_the_other(monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_where, **_how: found)

    with pytest.raises(Inside):
        place_of(urlsplit("http://deux-adresses.example/"), may_reach=is_public)


def test_our_own_network_is_never_reached(server):
    """With the guard as it runs: a server that is there, on this machine, is not spoken to."""
    server.asked.clear()
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0"):
        assert ask(f"http://{host}:{server.port}/fine", deadline=DEADLINE).problem == "inside"
    assert server.asked == []


PRIVATE = """
    127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.5.5 192.168.1.1 169.254.169.254 100.64.0.1
    224.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1
"""


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_no_private_address_is_public(ip):
    assert not is_public(ip, 443)


@pytest.mark.parametrize(
    ("ip", "port", "public"),
    [
        ("1.1.1.1", 443, True),
        ("1.1.1.1", 80, True),
        ("2606:4700:4700::1111", 443, True),
        ("1.1.1.1", 22, False),
        ("1.1.1.1", 5432, False),
    ],
)
def test_the_web_is_public_on_its_own_ports_only(ip, port, public):
    assert is_public(ip, port) == public


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://www.jura.ch/fr/", True),
        ("http://example.org:80/a?b=c#d", True),
        ("ftp://example.org/", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://user:secret@example.org/", False),
        ("https://example.org:99999/", False),
        ("https://[::1", False),
        ("https://example.org/a b", False),
        ("https://example.org/\r\nX: y", False),
        ("", False),
    ],
)
def test_what_an_address_of_the_web_is(address, known):
    assert is_web_address(address) == known
