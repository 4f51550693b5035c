"""A small stand-in for Twilio's Messages API on loopback, and for its Balance API.

It answers only what https://www.twilio.com/docs/messaging/api/message-resource and
https://www.twilio.com/docs/usage/api/balance describe, and remembers what it accepted. `plan`
says what the next calls get: an error code of Twilio's, an HTTP status, "hang", "hang up after
accepting", or None to accept.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

STATUS_OF = {20429: 429, 20500: 500, 20503: 503}


class FakeTwilio(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan = []
        self.always = ()  # while it holds something, calls get these in turn instead of the plan
        self.calls = []  # every call: (path, fields, authorization)
        self.balance = "12.345"  # dollars left; a number instead: the error Twilio gives
        self.accepted = []  # the fields of the messages it took
        self.released = threading.Event()

    def next_step(self):
        if self.always:
            return self.always[len(self.calls) % len(self.always)]
        return self.plan.pop(0) if self.plan else None

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.calls.append((self.path, fields, self.headers["Authorization"]))
        step = self.server.next_step()
        if step == "hang":
            self.server.released.wait(20)
            self.close_connection = True
        elif step == "hang up after accepting":
            self._accept(fields)
            self.close_connection = True
        elif step == "not json":
            self._answer(201, "<html>proxy</html>")
        elif step is None:
            self._answer(201, json.dumps(self._accept(fields)))
        elif step < 1000:
            self._answer(step, "")
        else:
            status = STATUS_OF.get(step, 400)
            error = {"code": step, "message": f"to {fields['To']}", "status": status}
            self._answer(status, json.dumps(error))

    def do_GET(self):
        self.server.calls.append((self.path, {}, self.headers["Authorization"]))
        balance = self.server.balance
        if isinstance(balance, int):
            error = {"code": balance, "message": "refused", "status": STATUS_OF.get(balance, 400)}
            self._answer(error["status"], json.dumps(error))
        else:
            account = self.path.split("/")[3]
            told = {"account_sid": account, "balance": balance, "currency": "USD"}
            self._answer(200, json.dumps(told))

    def _accept(self, fields):
        self.server.accepted.append(fields)
        sid = f"SM{len(self.server.accepted):032d}"
        return {"sid": sid, "status": "queued", "to": fields["To"], "body": fields["Body"]}

    def _answer(self, status, text):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments):
        """Not on the screen of the tests."""


@contextmanager
def fake_twilio():
    server = FakeTwilio()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
