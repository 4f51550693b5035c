"""Probes and metrics, on real processes whose servers are killed."""

import pytest
from django.test import Client

from tests.platform.running import get, until

UP = {"database": "up", "migrations": "up", "keys": "up", "cache": "up", "broker": "up"}
UP["states"] = "up"  # nothing impossible was found; asked of the database
UP["jobs"] = "up"  # none is late; asked of the database too


def test_the_web_process_survives_the_death_of_its_servers(product):
    services = product.services
    product.start_web()
    assert product.ready() == (200, UP)

    redis = services.parts["REDIS_URL"]
    redis.process.kill()
    assert product.ready() == (200, {**UP, "cache": "down", "broker": "down"})
    redis.start()
    assert product.ready() == (200, UP)

    postgres = services.parts["DATABASE_URL"]
    postgres.process.kill()
    assert product.ready() == (
        503,
        {**UP, "database": "down", "migrations": "down", "states": "down", "jobs": "down"},
    )
    assert get(product.port, "/healthz") == (200, "ok\n")
    postgres.start()
    until(lambda: product.ready() == (200, UP), "readiness")


def test_a_database_without_our_tables_is_not_ready(bare_product):
    bare_product.start_web()
    assert bare_product.ready() == (
        503,
        {**UP, "migrations": "down", "states": "down", "jobs": "down"},
    )


def test_healthz_asks_nobody():
    """No database mark on this test: a query would fail it."""
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


def test_probes_answer_whatever_host_the_machine_calls_itself(settings):
    settings.ALLOWED_HOSTS = ["ju-lien.example.ch", "127.0.0.1", "localhost", "[::1]"]
    assert Client().get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.django_db
def test_without_a_token_there_are_no_metrics(settings):
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "s3cret", "Bearer s3crét"])
def test_a_wrong_token_sees_nothing(settings, given):
    settings.METRICS_TOKEN = "s3cret"
    response = Client().get("/metrics", headers={"authorization": given})
    assert response.status_code == 403
    assert b"julien_" not in response.content


@pytest.mark.django_db
def test_metrics_count_the_queue_and_name_nobody(settings):
    settings.METRICS_TOKEN = "s3cret"
    response = Client().get("/metrics", headers={"authorization": "Bearer s3cret"})
    assert response.content.decode().splitlines() == [
        'julien_info{version="0.1.0"} 1',
        'julien_part_up{part="database"} 1',
        'julien_part_up{part="migrations"} 1',
        'julien_part_up{part="keys"} 1',
        'julien_part_up{part="cache"} 1',
        'julien_part_up{part="broker"} 1',
        'julien_part_up{part="states"} 1',
        'julien_part_up{part="jobs"} 1',
        "julien_callbacks_open 0",
        "julien_callbacks_takeable 0",
        "julien_callbacks_late 0",
    ]
