"""The limits of this machine: bytes from WSGI, a Django that does nothing else, and what an SMS
costs at the least: its signature checked and one row with a unique key, in psycopg alone."""

import base64
import hmac
import os
import pickle
from pathlib import Path
from threading import local
from urllib.parse import parse_qsl

import django
import psycopg
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from julien import env

HELLO = b"hello"
# Written by bench.__main__: the pages of the product as their bytes and headers.
PAGES = pickle.loads(Path(os.environ["BENCH_PAGES"]).read_bytes())  # our own file


def hello(request):
    return HttpResponse(HELLO)


def select_one(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("view", hello), path("select", select_one)]

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    # Django as it comes: ours asks a kept connection less (julien/core/database/base.py).
    DATABASES={
        "default": env.database(os.environ["DATABASE_URL"])
        | {"ENGINE": "django.db.backends.postgresql"}
    },
)
django.setup()
_django = WSGIHandler()


KEEP = "INSERT INTO bench_floor VALUES (%s, %s, %s, now()) ON CONFLICT DO NOTHING"
ADDRESS = os.environ["PUBLIC_BASE_URL"] + "/webhooks/twilio/sms/"
TOKEN = os.environ["TWILIO_AUTH_TOKEN"].encode()
mine = local()


def keep_sms(environ, start_response):
    """Twilio's signature, and the row."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    fields = dict(parse_qsl(body.decode()))
    signed = ADDRESS + "".join(name + fields[name] for name in sorted(fields))
    right = base64.b64encode(hmac.digest(TOKEN, signed.encode(), "sha1")).decode()
    if not hmac.compare_digest(right, environ["HTTP_X_TWILIO_SIGNATURE"]):
        start_response("403 Forbidden", [])
        return []
    if not hasattr(mine, "database"):
        mine.database = psycopg.connect(os.environ["DATABASE_URL"])
    mine.database.execute(KEEP, [fields["MessageSid"], fields["From"], fields["Body"]])
    mine.database.commit()
    start_response("200 OK", [("Content-Type", "application/xml"), ("Content-Length", "0")])
    return []


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] == "POST":
        return keep_sms(environ, start_response)
    if path.startswith("/bytes/"):
        status, headers, body = PAGES[path.removeprefix("/bytes/")]
        start_response(status, list(headers))
        return [body] if body else []
    if path != "/wsgi":
        return _django(environ, start_response)
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))]
    start_response("200 OK", headers)
    return [HELLO]
