"""Every page of the desk with 50'000 open and 1'000'000 closed: how long, and what it reads.

python -m bench.desk_pages --fill   makes the database of DATABASE_URL hold them (minutes, 3 GB)
python -m bench.desk_pages          measures the pages on it; what they write is undone
python -m bench.desk_pages -v       says too which statements touch more than LARGE rows

The pages are asked for as a browser asks, login and session with them, past the web server. Rows
are those PostgreSQL touched for a page, filtered or not, in all its reading statements together;
CPU is Python's alone. ROUNDS=5 in the environment asks each page less often.
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import json
import os
import sys
import time
from datetime import timedelta

import django
from django.test.utils import CaptureQueriesContext

ROUNDS = int(os.environ.get("ROUNDS", "40"))
MILLION, ONE_OPEN_IN = 1_050_000, 21
LARGE = 20_000
# No queries of the page: settings, and the transaction that undoes all this.
BESIDE = ("SET ", "RESET ", "SAVEPOINT ", "RELEASE ")
QUEUE = "/equipe/"
PAGES = {
    "queue": QUEUE,
    **{
        f"queue, {what}": f"{QUEUE}?{what}"
        for what in (
            *("voir=a-prendre", "voir=a-moi", "voir=rendez-vous", "voir=bientot-en-retard"),
            *("voir=en-retard", "voir=bloques", "etat=queued", "etat=waiting", "etat=appointed"),
            *("etat=claimed", "langue=fr", "langue=de", "canal=web", "canal=sms", "chez=moi"),
            *("chez=collegue", "chez=personne", "promesse=depassee", "promesse=aujourdhui"),
            *("promesse=demain", "souhait=maintenant", "npa=2800", "besoin=hearing"),
            *("npa=9999", "canal=phone", "langue=de&npa=2800", "langue=ru&etat=waiting"),
            *("langue=de&promesse=demain", "voir=a-prendre&langue=de&souhait=maintenant"),
        )
    },
    "one call": QUEUE + "rappels/{reference}/",
    "meetings of one": QUEUE + "rappels/{reference}/rendez-vous/",
    "interviews' follow-ups": QUEUE + "suites/",
    "meetings": QUEUE + "rendez-vous/?voir=tous",
    "SMS to see": QUEUE + "sms/",
    "the day": QUEUE + "journee/",
    "late": QUEUE + "retards/",
    "late, all": QUEUE + "retards/?voir=toutes",
    "opening hours": QUEUE + "horaires/",
    "absences": QUEUE + "absences/",
    "views": QUEUE + "vues/",
    "teams": QUEUE + "equipes/",
    "partners": QUEUE + "partenaires/",
    "rights": QUEUE + "droits/",
    "load by hour": "/pilotage/service/charge/",
}
SEARCHES = {"number": "079 555 01 23", "last four digits": "1234"}


def repeat(row, onto, **changed):
    """Copy this row for each closed callback (1 in `onto`), its columns `changed` as SQL says."""
    from django.db import connection

    columns = [one.column for one in row._meta.concrete_fields if one.column != "id"]
    values = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({names}) SELECT {values}"
            f" FROM {row._meta.db_table} t, callbacks_callback c LEFT JOIN callbacks_interview i"
            f" ON i.callback_id = c.id WHERE t.id = {row.pk} AND c.state = 'closed'"
            f" AND c.id % {onto} = 0"
        )
        print(f"{cursor.rowcount} more in {row._meta.db_table}")


def fill():
    """What is not there yet. The audit trail is left out: it is written the same at any size."""
    from django.db import connection, transaction

    from callbacks.models import CallAttempt, FollowUp, Interview
    from requests_intake.models import CallbackRequest, Contact, Message
    from tests.make.callbacks import NOW, make_attempt, make_request
    from tests.make.interviews import make_signed_interview
    from tests.make.many import make_many, reference_of

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        if not CallbackRequest.objects.filter(reference=reference_of(1)).exists():
            like = make_request(due_in=timedelta(hours=1))
            make_many(like, first=1, last=MILLION, one_open_in=ONE_OPEN_IN)
        signed = make_signed_interview(phone=f"+4176{time.time_ns() % 10**7:07d}")
        request = signed.callback.request
        if CallAttempt.objects.count() < MILLION / 2:
            row = make_attempt(signed.callback, "reached", started_at=NOW - timedelta(days=9))
            repeat(row, 1, callback_id="c.id")
        if Contact.objects.count() < MILLION / 2:
            told = {"request_id": "c.request_id", "token_lookup": "'many' || c.id"}
            repeat(request.contacts.get(), 1, submission="NULL", **told)
        if Message.objects.count() < MILLION / 2:
            row = Message.objects.create(
                request=request, kind="ack", language="fr", to_number=request.phone, body="-",
                parts=1, state="delivered", state_since=NOW, useless_after=NOW,
            )  # fmt: skip
            repeat(row, 1, request_id="c.request_id", provider_sid="'many' || c.id")
        if Interview.objects.count() < MILLION / 20:
            repeat(signed, 4, callback_id="c.id")
            row = FollowUp.objects.create(interview=signed, kind="consultation", state="held")
            repeat(row, 4, interview_id="i.id")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(connection, ask):
    """(queries, rows touched, CPU ms, p50 ms, p95 ms) of one page."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    said = [one["sql"] for one in asked.captured_queries]
    touched = sum(rows_touched(connection, said))
    times, worked = [], time.process_time()
    for _round in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    worked = 1000 * (time.process_time() - worked) / ROUNDS
    times.sort()
    queries = sum(not sql.startswith(BESIDE) for sql in said)
    return queries, touched, worked, times[ROUNDS // 2], times[int(0.95 * ROUNDS)]


def rows_touched(connection, statements):
    """How many rows each reading statement touched, asked again with the settings it had."""
    from tests.callbacks.test_queue_size import scanned

    with connection.cursor() as cursor:
        for sql in statements:
            if sql.startswith(("SET ", "RESET ")):
                cursor.execute(sql)
            elif sql.startswith(("SELECT", "(SELECT", "WITH")):
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql.replace("%", "%%"), [])
                plan = cursor.fetchone()[0]
                rows = scanned((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
                if rows > LARGE and "-v" in sys.argv:
                    print(f"    {rows} rows: {sql[:3000]}")
                yield rows


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    if "--fill" in sys.argv:
        return fill()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.utils import timezone

    from callbacks.forms import search
    from julien.core.roles import Role
    from tests.make.callbacks import NOW, make_callback
    from tests.make.staff import make_staff

    settings.OFFER_KEPT_SECONDS = 60  # as in a process that has answered a moment ago
    timezone.now = lambda: NOW  # the hour the promises were made around
    search.phone_tail_lookup = lambda digits: f"Q{int(digits)}"  # as tests.make.many writes them
    with transaction.atomic():
        client = Client(SERVER_NAME="localhost")
        client.force_login(make_staff(Role.SUPERVISOR, username="mesure"))
        person = {"reference": make_callback(phone="+41760000000").request.reference}
        asks = {
            name: lambda address=address: client.get(address.format(**person))
            for name, address in PAGES.items()
        }
        asks |= {
            f"search, {name}": lambda q=q: client.post(QUEUE + "recherche/", {"q": q})
            for name, q in SEARCHES.items()
        }
        print(f"load average {os.getloadavg()[0]:.1f}")
        heads = ("queries", "rows", "CPU ms", "p50 ms", "p95 ms")
        print(f"{'page':52}" + "".join(f"{head:>9}" for head in heads))
        for name, ask in asks.items():
            if (status := ask().status_code) != 200:
                raise SystemExit(f"{name}: {status}")
            print(f"{name:52}" + "".join(f"{one:9.0f}" for one in measure(connection, ask)))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
