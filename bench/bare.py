"""The limits of this machine: bytes from WSGI, and a Django that does nothing else."""

import os
import pickle
from pathlib import Path

import django
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
    DATABASES={"default": env.database(os.environ["DATABASE_URL"])},
)
django.setup()
_django = WSGIHandler()


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/bytes/"):
        status, headers, body = PAGES[path.removeprefix("/bytes/")]
        start_response(status, list(headers))
        return [body] if body else []
    if path != "/wsgi":
        return _django(environ, start_response)
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))]
    start_response("200 OK", headers)
    return [HELLO]
