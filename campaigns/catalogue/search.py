"""Find aids by the words people use: typing mistakes, missing accents and everyday words included.

One query asks the known words which of them were meant: the same stem, else one that sounds
alike, begins alike, or shares most trigrams; and which synonyms those call for. What was meant
is then ranked (campaigns/catalogue/ranking.py).
"""

import math
import re
from dataclasses import dataclass

from campaigns.catalogue.ranking import rank
from campaigns.catalogue.words import address_word, asked, sound, stem, stems
from julien.core.prepared import prepared_cursor

UNDERSTAND = """
WITH typed AS (
    SELECT stem, sound, place,
           EXISTS (SELECT FROM campaigns_searchword
                   WHERE word = stem AND language IN ('fr', %(language)s)) AS is_known
    FROM unnest(%(stems)s::text[], %(sounds)s::text[]) WITH ORDINALITY AS t(stem, sound, place)
), near AS (
    SELECT typed.place, typed.stem, found.word, found.shown, found.sure,
           rank() OVER (PARTITION BY typed.place ORDER BY found.sure DESC) AS nearness
    FROM typed CROSS JOIN LATERAL (
        SELECT word, shown,
               CASE WHEN word = typed.stem THEN 1.0
                    WHEN sound = typed.sound THEN 0.9
                    WHEN length(typed.stem) > 4 AND word LIKE typed.stem || '%%' THEN 0.8
                    ELSE 0.95 * similarity(word, typed.stem) END AS sure
        FROM (  -- one index each; joined by OR they would use none
            SELECT id, word, sound, shown, language FROM campaigns_searchword
                WHERE word = typed.stem
            UNION SELECT id, word, sound, shown, language FROM campaigns_searchword
                WHERE NOT typed.is_known AND word %% typed.stem
            UNION SELECT id, word, sound, shown, language FROM campaigns_searchword
                WHERE NOT typed.is_known AND length(typed.stem) > 3 AND sound = typed.sound
            UNION SELECT id, word, sound, shown, language FROM campaigns_searchword
                WHERE NOT typed.is_known AND length(typed.stem) > 4
                  AND word LIKE typed.stem || '%%'
        ) AS alike
        WHERE language IN ('fr', %(language)s)
    ) AS found
    WHERE found.sure >= CASE WHEN length(typed.stem) > 5 THEN %(sure_enough)s ELSE %(short)s END
), heard AS (
    SELECT place, stem, word, shown, sure FROM near WHERE nearness = 1 LIMIT 60
)
SELECT 'word', stem, word, shown, sure::float, NULL, NULL FROM heard
UNION ALL
SELECT 'synonym', NULL, term, NULL, 1.0, means, stems FROM campaigns_searchsynonym
WHERE stems <> '{}' AND stems <@ ARRAY(SELECT word FROM heard)::varchar[]
"""

SYNONYM_WEIGHT = 1.6
SURE_ENOUGH = 0.42  # how alike a mistyped word must be to a known one
SURE_ENOUGH_SHORT = 0.55  # … when it has five letters or fewer
LIKE_THE_BEST = 0.28  # below this share of the best score, a hit is noise
GOOD_ENOUGH = 0.25  # below this score, nothing was found that fits well
ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@dataclass(frozen=True)
class Found:
    """Ids of aids, best first; `mended` is {typed: known} where a word was read otherwise."""

    aid_ids: tuple[int, ...] = ()
    nearest_ids: tuple[int, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()


def search(typed, *, language, situation="", version=None):
    """The aids that answer what someone typed. Never raises on any text.

    `aid_ids` is empty when nothing fits well; `nearest_ids` then holds what comes closest. At
    most four queries, and one when the ranking of that `version` of the pages knows the words.
    """
    words = asked(typed, language)
    if not words:
        return Found()
    heard, meanings = understand(words, language)
    terms = terms_of(heard, meanings)
    if not terms:
        return Found()
    scores = rank(terms, language=language, situation=situation, version=version)
    best = scores[0][1] if scores else 0
    ids = tuple(pk for pk, score in scores if score >= LIKE_THE_BEST * best)
    mended = mended_words(words, heard)
    if best < GOOD_ENOUGH:
        return Found(nearest_ids=ids[:3], mended=mended)
    return Found(aid_ids=ids, mended=mended)


def understand(words, language):
    """What each typed word was heard as [(stem, word, shown, sure)], and for each meaning the
    stems of the synonyms that call for it {meaning: {stem, …}}."""
    values = {
        "stems": [stem(word) for word in words],
        "sounds": [sound(word) for word in words],
        "sure_enough": SURE_ENOUGH,
        "short": SURE_ENOUGH_SHORT,
        "language": language,
    }
    heard, meanings = [], {}
    with prepared_cursor() as cursor:
        cursor.execute(UNDERSTAND, values)
        for kind, typed, word, shown, sure, means, called_by in cursor.fetchall():
            if kind == "word":
                heard.append((typed, word, shown, sure))
            for meaning in means or ():
                meanings.setdefault(meaning, set()).update(called_by)
    return heard, meanings


def terms_of(heard, meanings):
    """(concept, what an aid must hold, what is counted, how sure): what rank() takes."""
    terms = [
        (f"word {typed}", f"'{word}'", f"'{word}'", sure) for typed, word, _shown, sure in heard
    ]
    for meaning, called_by in meanings.items():
        words = [address_word(meaning)] if ADDRESS.fullmatch(meaning) else stems(meaning)
        found = [f"'{word}'" for word in dict.fromkeys(words)]
        sure = SYNONYM_WEIGHT * math.sqrt(len(called_by))
        if found:
            terms.append((f"meaning {meaning}", " & ".join(found), " | ".join(found), sure))
    return terms


def mended_words(words, heard):
    """((typed, known), …) for the words that were read as another one."""
    spelled = {stem(word): word for word in words}
    exact = {typed for typed, word, _shown, _sure in heard if typed == word}
    near = {typed: shown for typed, _word, shown, _sure in reversed(heard) if typed not in exact}
    return tuple((spelled[typed], shown) for typed, shown in near.items())
