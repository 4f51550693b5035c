"""Write what the search reads: the weighted words of each aid, and the list of all words.

Nothing here is a source: everything can be written again from the texts and the synonyms.
"""

import re
from collections import defaultdict

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from campaigns.amounts import USE, grouped
from campaigns.catalogue.translated import FRENCH
from campaigns.catalogue.words import (
    EMPTY,
    LONGEST_WORD,
    address_word,
    fold,
    sound,
    stem,
    stems,
    term_stems,
)
from campaigns.models import Aid, Amount, Part, SearchDocument, SearchSynonym, SearchWord

# Where a word stands says how much the aid is about it.
WEIGHTS = {
    Part.TITLE: "A",
    Part.OFFICIAL_NAME: "A",
    Part.FOR_WHOM: "B",
    Part.WHAT: "B",
    Part.CONDITIONS: "C",
    Part.HOW_MUCH: "C",
    Part.HOW_TO_ASK: "D",
    Part.PAPERS: "D",
}
WRITE = """
INSERT INTO campaigns_searchdocument (aid_id, language, vector)
VALUES (%s, %s, setweight(to_tsvector('simple', %s), 'A')
             || setweight(to_tsvector('simple', %s), 'B')
             || setweight(to_tsvector('simple', %s), 'C')
             || setweight(to_tsvector('simple', %s), 'D'))
ON CONFLICT (aid_id, language) DO UPDATE SET vector = EXCLUDED.vector
"""


@transaction.atomic
def index_catalogue():
    """Write the search anew for all aids and synonyms. Words nobody uses any more go, and the
    documents in a language that is not offered any more."""
    SearchWord.objects.all().delete()
    SearchDocument.objects.exclude(language__in=dict(settings.LANGUAGES)).delete()
    index_aids(Aid.objects.all())
    index_synonyms()


@transaction.atomic
def index_aids(aids):
    """Bring the documents of these aids, and the words they use, up to date."""
    aids = aids.select_related("provider").prefetch_related("parts")
    documents, texts, said = [], defaultdict(list), said_from_today()
    for aid in aids:
        french = words_in(aid, FRENCH, said)
        for language, _name in settings.LANGUAGES:
            own = words_in(aid, language, said)
            both = own if language == FRENCH else joined(french, own)
            documents.append([aid.pk, language, *weighted_words(aid, both)])
            texts[language] += own.values()
        texts[FRENCH].append(aid.provider.name)
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, documents)
    for language, said_in_it in texts.items():
        learn_words(said_in_it, language)


@transaction.atomic
def index_synonyms():
    """Bring the stems of all synonyms, and the words they use, up to date."""
    synonyms = list(SearchSynonym.objects.all())
    moved = []
    for synonym in synonyms:
        was, synonym.stems = synonym.stems, term_stems(synonym.term)
        if synonym.stems != was:
            moved.append(synonym)
    SearchSynonym.objects.bulk_update(moved, ["stems"])
    learn_words([synonym.term for synonym in synonyms])


def said_from_today():
    """{name of an amount: all it says from today on}: a value to come is found from now on, so
    that nothing has to run on the day it begins."""
    today = timezone.localdate()
    return {
        amount.name: " ".join(
            f"{grouped(value.value)} {value.value.normalize():f}"
            for value in amount.values.all()
            if not value.valid_to or value.valid_to >= today
        )
        for amount in Amount.objects.with_values()
    }


def words_in(aid, language, said):
    """{part that is searched: its text in `language`}, only those that have one."""
    return {
        row.part: searched(row.text, said)
        for row in aid.parts.all()
        if row.language == language and row.part in WEIGHTS and row.text
    }


def joined(french, own):
    """The French of an aid and its text in another language: people who read one often know the
    words of the other, which stand on the letters they get."""
    return {part: f"{text} {own.get(part, '')}" for part, text in french.items()}


def searched(text, said):
    """The text with the names of amounts as the numbers they stand for."""
    return USE.sub(lambda use: said.get(use[2], ""), text)


def weighted_words(aid, texts):
    """Four strings of stems, for the weights A, B, C and D."""
    found = {
        "A": [address_word(aid.slug), *stems(aid.slug)],
        "B": [],
        "C": [],
        "D": stems(aid.provider.name),
    }
    for part, weight in WEIGHTS.items():
        found[weight] += stems(texts.get(part, ""))
    return [" ".join(found[weight]) for weight in "ABCD"]


def learn_words(texts, language=FRENCH):
    """Add the words of these texts to those the search knows on pages in `language`; those of
    French texts and of synonyms it knows on all pages."""
    known = {}
    spellings = re.findall(r"[^\W_]+", " ".join(texts).lower().replace("·", " "))
    for spelling in dict.fromkeys(spellings):
        word = fold(spelling)
        if word and " " not in word and word not in EMPTY:
            known.setdefault(stem(word), (word, spelling))
    SearchWord.objects.bulk_create(
        [
            SearchWord(
                word=key[:LONGEST_WORD],
                language=language,
                sound=sound(word)[:LONGEST_WORD],
                shown=spelling[:60],
            )
            for key, (word, spelling) in known.items()
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
