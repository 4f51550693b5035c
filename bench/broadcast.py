"""The evening on which the radio speaks of it: pages, searches, forms and SMS at once.

What we expect of it is an assumption, written out below; what is played is TIMES as much. Sent by
the clock, whether or not answers are slow, and timed from when it was due: a service that
stumbles cannot hide it.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import local

import psycopg

# 73'584 people live in the canton (end of 2019). One in ten hears it, one in ten of those opens
# the site within a quarter of an hour and reads four pages, one of them a search; one in twenty
# visitors asks for a call, half of them by SMS. In the worst minute all goes three times as fast.
POPULATION, HEARS, COMES, PAGES, ASKS = 73_584, 1 / 10, 1 / 10, 4, 1 / 20
WITHIN, WORST = 15 * 60, 3
VISITORS = POPULATION * HEARS * COMES / WITHIN * WORST  # a second: 2.5
TIMES = 10
SECONDS = 30
SENDERS = 16
WITHIN_MS = 1_000  # the target: 95 of 100 answers within a second, nothing lost, no other answer
KINDS = {  # name of the target: how many a visitor asks for
    "home": 1,
    "one aid": 1,
    "list of all aids": 1,
    "search": 1,
    "form sent": ASKS / 2,
    "SMS received": ASKS / 2,
}
ASKED = """
SELECT count(*), count(DISTINCT phone_lookup), count(message.id)
FROM requests_intake_callbackrequest AS request
LEFT JOIN requests_intake_message AS message
    ON message.request_id = request.id AND message.kind = 'received'
WHERE request.id > %s
"""
LAST = "SELECT coalesce(max(id), 0) FROM requests_intake_callbackrequest"
VIEWS = "SELECT coalesce(sum(count), 0) FROM campaigns_pageview"


def play(targets, database_url):
    """The lines of RESULTS.md."""
    known = {target.name: target for target in targets}
    due = sorted(
        (turn / (VISITORS * TIMES * share), name, turn)
        for name, share in KINDS.items()
        for turn in range(round(VISITORS * TIMES * share * SECONDS))
    )
    with psycopg.connect(database_url, autocommit=True) as database:
        last, viewed = _one(database, LAST)[0], _one(database, VIEWS)[0]
        answers = _send(known, due)
        time.sleep(5)  # views are written every two seconds
        requests = _one(database, ASKED, last)
        views = _one(database, VIEWS)[0] - viewed
    return _table(answers, requests, views)


def _send(known, due):
    """{name: [(status as expected?, ms from when it was due)]}"""
    mine, start = local(), time.perf_counter()

    def one(turn):
        at, name, number = turn
        time.sleep(max(0.0, start + at - time.perf_counter()))
        if not hasattr(mine, "line"):
            mine.line = HTTPConnection("127.0.0.1", known[name].port, timeout=30)
        method, path, body, headers = known[name].request(7_000_000 + number)
        mine.line.request(method, path, body, headers)
        answer = mine.line.getresponse()
        answer.read()
        late = 1000 * (time.perf_counter() - start - at)
        return name, answer.status == known[name].expect, late

    found = {}
    with ThreadPoolExecutor(SENDERS) as pool:
        for name, good, late in pool.map(one, due):
            found.setdefault(name, []).append((good, late))
    return found


def _table(answers, requests, views):
    sent = {name: len(told) for name, told in answers.items()}
    asked = sent["form sent"] + sent["SMS received"]
    pages = sum(sent.values()) - asked
    everything = [one for told in answers.values() for one in told]
    whole = all(good for good, _late in everything)
    whole = whole and requests == (asked, asked, asked) and views == pages
    late = _percentile(everything, 95)
    lines = [
        "| what | sent | a second | as it should be | p50 ms | p95 ms | slowest ms |",
        "|---|---|---|---|---|---|---|",
        *(_line(name, told) for name, told in answers.items()),
        "",
        f"{asked} people asked: {requests[0]} requests of {requests[1]} numbers stand with "
        f"{requests[2]} answers by SMS. {pages} pages were read, {views} are counted.",
        f"Nothing lost: {_held(whole)}. 95 of 100 within {WITHIN_MS} ms: "
        f"{_held(late <= WITHIN_MS)} ({late:.0f} ms).",
    ]
    return "\n".join(lines) + "\n"


def _line(name, told):
    late = " | ".join(f"{_percentile(told, share):.0f}" for share in (50, 95, 100))
    good = sum(good for good, _late in told)
    return f"| {name} | {len(told)} | {len(told) / SECONDS:.1f} | {good} | {late} |"


def _percentile(told, share):
    """ms within which that share (in 100) of the answers came."""
    late = sorted(ms for _good, ms in told)
    return late[min(len(late) - 1, len(late) * share // 100)]


def _held(is_held):
    return "held" if is_held else "MISSED"


def _one(database, statement, *values):
    return database.execute(statement, values).fetchone()
