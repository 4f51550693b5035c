"""The search page with 57 aids and with 5'000: time in the database, and of the whole page.

python -m bench.search_size      on the database of DATABASE_URL, in a transaction that is undone
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import os
import random
import statistics
import time

import django

ROUNDS = 40
MANY = 5_000
NEW_WORDS = 16_000
SYLLABLES = ("ba", "ca", "fi", "go", "lu", "ma", "ni", "por", "sou", "ta", "chon", "cour")
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
        found = {few: all_measured()}
        multiply(MANY - few)
        for index in ("search_word_trigrams", "search_document_vector"):  # as autovacuum does
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE")
        found[MANY] = all_measured()
        transaction.set_rollback(True)
    print("| search | aids | queries | database ms, p50 / p99 | whole page ms, p50 / p99 |")
    print("|---|---|---|---|---|")
    for size, lines in found.items():
        for name, (queries, database, page) in lines.items():
            print(f"| {name} | {size} | {queries} | {said(database)} | {said(page)} |")


def said(times):
    return f"{statistics.median(times):.1f} / {sorted(times)[int(len(times) * 0.99)]:.1f}"


def multiply(count):
    """So many more aids of shuffled real texts, in which every second word is one of NEW_WORDS.

    A catalogue of 5'000 has more words than one of 57 (some twelve times, by Heaps' law); with the
    1'500 of ours alone every word would stand in a fifth of all aids.
    """
    from campaigns.catalogue.indexing import index_catalogue
    from campaigns.models import Aid, AidPart, Provider

    dice = random.Random(57)
    new_words = ["".join(dice.choices(SYLLABLES, k=4)) for _word in range(NEW_WORDS)]
    texts = {}
    for part in AidPart.objects.filter(language="fr", aid__state="published"):
        texts.setdefault(part.part, []).append(part.text.split())
    provider = Provider.objects.first()
    like = Aid.objects.published().first()
    aids = Aid.objects.bulk_create(
        Aid(
            slug=f"mesure-{number}",
            category=like.category,
            state=like.state,
            provider=provider,
            confidence=like.confidence,
            checked_on=like.checked_on,
        )
        for number in range(count)
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


def all_measured():
    return {name: measured(words) for name, words in QUERIES.items()}


def measured(words):
    """(queries, [ms in the database], [ms of the page]); the first time is not counted."""
    from django.db import connection
    from django.test import Client

    client, spent, counted = Client(SERVER_NAME="127.0.0.1"), [], []

    def timed(execute, *arguments):
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent[-1] += 1000 * (time.perf_counter() - start)
            counted[-1] += 1

    pages = []
    for _round in range(ROUNDS + 1):
        spent.append(0.0)
        counted.append(0)
        start = time.perf_counter()
        with connection.execute_wrapper(timed):
            answer = client.get("/fr/aides/", {"q": words})
        pages.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            raise SystemExit(f"search: {answer.status_code}")
    return max(counted[1:]), spent[1:], pages[1:]


if __name__ == "__main__":
    main()
