"""A web server on a real socket that misbehaves in many ways, one at each path."""

import datetime
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE = b"<html><title>Une page</title><h1>Bonjour</h1></html>"


def answer(status, body=b"", **headers):
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    headers.setdefault("Content_Type", "text/html; charset=utf-8")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class BadServer:
    """`asked` are the (method, path) that came in. `stop` ends what drips."""

    def __init__(self, secure=None):
        self.asked, self.stop, self.secure = [], threading.Event(), secure
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def url(self, path):
        return f"http{'s' if self.secure else ''}://127.0.0.1:{self.port}{path}"

    def serve(self):
        while not self.stop.is_set():
            try:
                connection, _place = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def talk(self, connection):
        with connection:
            try:
                if self.secure:
                    connection = self.secure.wrap_socket(connection, server_side=True)
                method, path = connection.recv(8192).decode().split()[:2]
                self.asked.append((method, path))
                name = path.strip("/").partition("/")[0].replace("-", "_") or "front"
                getattr(self, name)(connection, method)
            except (OSError, ValueError):
                return

    def say(self, connection, method, message):
        head, _empty, body = message.partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\n\r\n" + (b"" if method == "HEAD" else body))

    def front(self, connection, method):
        self.say(connection, method, answer(200, PAGE))

    fine = front

    def document(self, connection, method):
        self.say(connection, method, answer(200, b"%PDF", Content_Type="application/pdf"))

    def gone(self, connection, method):
        self.say(connection, method, answer(404, PAGE))

    def broken(self, connection, method):
        self.say(connection, method, answer(500))

    def forbidden(self, connection, method):
        self.say(connection, method, answer(403))

    def no_head(self, connection, method):
        self.say(connection, method, answer(200 if method == "GET" else 405, PAGE))

    def head_hangs_up(self, connection, method):
        if method == "GET":
            self.say(connection, method, answer(200, PAGE))

    def moved(self, connection, method):
        self.say(connection, method, answer(301, Location=self.url("/fine/new")))

    def for_now(self, connection, method):
        self.say(connection, method, answer(302, Location="/fine/elsewhere"))

    def moved_home(self, connection, method):
        self.say(connection, method, answer(301, Location="/"))

    def in_circles(self, connection, method):
        self.say(connection, method, answer(302, Location="/in-circles"))

    def ever_further(self, connection, method):
        further = f"/ever-further/{len(self.asked)}"
        self.say(connection, method, answer(301, Location=further))

    def inside(self, connection, method):
        self.say(connection, method, answer(302, Location="http://169.254.169.254/secret"))

    def to_a_file(self, connection, method):
        self.say(connection, method, answer(302, Location="file:///etc/passwd"))

    def silent(self, connection, method):
        self.stop.wait(10)

    def drips_headers(self, connection, method):
        self.drip(connection, b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 1000)

    def drips_body(self, connection, method):
        if method == "HEAD":
            self.say(connection, method, answer(200, PAGE))
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            self.drip(connection, PAGE * 1000)

    def drip(self, connection, message):
        for position in range(len(message)):
            connection.sendall(message[position : position + 1])
            if self.stop.wait(0.05):
                return

    def huge(self, connection, method):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        connection.sendall(head)
        while method == "GET" and not self.stop.is_set():
            connection.sendall(PAGE * 2000)

    def busy(self, connection, method):
        self.say(connection, method, answer(429, Retry_After="7200"))

    def soft(self, connection, method):
        body = b"<html><title>Erreur</title><h1>Page introuvable</h1></html>"
        self.say(connection, method, answer(200, body))

    def garbage(self, connection, method):
        connection.sendall(b"\x00\xff\xfe nothing of HTTP\r\n\r\n")

    def endless_header(self, connection, method):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n")

    def hangs_up(self, connection, method):
        return


@contextmanager
def bad_server(**options):
    server = BadServer(**options)
    try:
        yield server
    finally:
        server.stop.set()
        server.listening.close()


def self_signed(folder):
    """An SSL context of a server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    local = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(local, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
