"""Search, list, home, one aid, with 57 aids and 10 and 100 times as many: database, whole page.

python -m bench.search_size      on the database of DATABASE_URL, in a transaction that is undone
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import os
import random
import statistics
import time
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode

import django

ROUNDS = 30
TIMES = (10, 100)
NEW_WORDS = 16_000
SYLLABLES = ("ba", "ca", "fi", "go", "lu", "ma", "ni", "por", "sou", "ta", "chon", "cour")
PAGES = {
    "the list of all aids": "/fr/aides/",
    "a situation's list": "/fr/aides/?situation=dettes",
    "one aid": "/fr/aides/aide-sociale/",
    "home": "/fr/",
}
QUERIES = {
    "one word": "dentiste",
    "misspelt": "assurence maladi",
    "everyday words": "je ne peux plus payer mon loyer",
    "a common word": "aide",
    "a situation": "seule avec enfants",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    from campaigns.models import Aid

    # The page as it is rendered, without the hashed names of its style sheet.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        few = Aid.objects.published().count()
        found = {few: all_measured("1")}
        for times in TIMES:
            multiply(Aid.objects.published().count(), up_to=few * times)
            for index in ("search_word_trigrams", "search_document_vector"):  # as autovacuum does
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            cursor.execute("ANALYZE")
            found[few * times] = all_measured(str(times))
        transaction.set_rollback(True)
    heads = ("page", "aids", "queries", "database CPU", "waited for", "page CPU")
    heads += ("page, p50 / p99", "first after an edit: queries, database CPU, page CPU")
    print(f"| {' | '.join(heads)} |")
    print("|---|---|---|---|---|---|---|---|")
    for size, lines in found.items():
        for name, (kept, fresh) in lines.items():
            told = " | ".join(said(kept))
            first = ", ".join(said(fresh)[column] for column in (0, 1, 3))
            print(f"| {name} | {size} | {told} | {first} |")


def said(pages):
    """The columns of a line: the most queries, and medians of ms."""
    columns = [sorted(values) for values in zip(*pages, strict=True)]
    queries, database, waited, page, whole = columns
    told = [f"{statistics.median(values):.1f}" for values in (database, waited, page, whole)]
    return [str(queries[-1]), *told[:3], f"{told[3]} / {whole[int(len(whole) * 0.99)]:.1f}"]


def multiply(known, *, up_to):
    """So many aids in all; those that are new of shuffled real texts, every second word of which is
    one of NEW_WORDS.

    A catalogue of 5'700 has more words than one of 57 (some twelve times, by Heaps' law); with the
    1'500 of ours alone every word would stand in a fifth of all aids. They are of all the providers
    we know, in turn: the name of a single one would stand in every aid, and be asked for by a
    search whose synonyms call for it.
    """
    from campaigns.catalogue.indexing import index_catalogue
    from campaigns.models import Aid, AidPart, Provider

    dice = random.Random(57)
    new_words = ["".join(dice.choices(SYLLABLES, k=4)) for _word in range(NEW_WORDS)]
    texts = {}
    ours = AidPart.objects.exclude(aid__slug__startswith="mesure-")
    for part in ours.filter(language="fr", aid__state="published"):
        texts.setdefault(part.part, []).append(part.text.split())
    providers = list(Provider.objects.order_by("pk"))
    like = Aid.objects.published().first()
    aids = Aid.objects.bulk_create(
        Aid(
            slug=f"mesure-{number}",
            category=like.category,
            state=like.state,
            provider=providers[number % len(providers)],
            confidence=like.confidence,
            checked_on=like.checked_on,
        )
        for number in range(known, up_to)
    )
    AidPart.objects.bulk_create(
        (
            AidPart(aid=aid, part=part, text=" ".join(mixed(dice, choices, new_words)))
            for aid in aids
            for part, choices in texts.items()
        ),
        batch_size=5_000,
    )
    index_catalogue()


def mixed(dice, choices, new_words):
    """As many words as a text of that part has, half of them real."""
    words = dice.choice(choices)
    real = dice.sample(words, (len(words) + 1) // 2)
    return real + dice.choices(new_words, k=len(words) // 2)


def all_measured(size):
    searches = {name: f"/fr/aides/?{urlencode({'q': words})}" for name, words in QUERIES.items()}
    return {name: measured(at, size, edits=8) for name, at in (searches | PAGES).items()}


def measured(address, size, *, edits):
    """What pages cost whose pieces are known, and those that are the first after an edit."""
    kept = asked(address, versions=repeat(size, ROUNDS + 1))
    return kept, asked(address, versions=[f"{size}, edit {turn}" for turn in range(edits + 1)])


def asked(address, *, versions):
    """[(queries, CPU of the database, wait for it, CPU of the page, whole page)], in ms, for a
    page of each version, as the door names it; the first is not counted."""
    from django.db import connection
    from django.test import Client

    from campaigns.services import terms

    client, pages, known = Client(SERVER_NAME="127.0.0.1"), [], None
    for version in versions:
        waits = []
        if version != known:
            known = version
            terms.forget()  # as the door has it done for each new version

        def timed(execute, *arguments, waits=waits):
            start = time.perf_counter()
            try:
                return execute(*arguments)
            finally:
                waits.append(1000 * (time.perf_counter() - start))

        database, page, start = backend_ms(), time.process_time(), time.perf_counter()
        with connection.execute_wrapper(timed):
            answer = client.get(address, **{"julien.version": version})
        whole, page = time.perf_counter() - start, time.process_time() - page
        spent = backend_ms() - database, sum(waits), 1000 * page, 1000 * whole
        pages.append((len(waits), *spent))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return pages[1:]


def backend_ms():
    """The CPU that our connection's server process has used, in ms (Linux)."""
    from django.db import connection

    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


if __name__ == "__main__":
    main()
