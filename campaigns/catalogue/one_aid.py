"""What the page of one aid is made from, read in one statement."""

from dataclasses import dataclass

from campaigns.models import Aid, AidPart, Provider
from julien.core.prepared import prepared_cursor
from julien.core.together import instance, of_json

# Without the record as it came: longer than all the rest, and shown nowhere.
ONE = """
SELECT (to_jsonb(aid) - 'imported')::text, to_jsonb(provider)::text, (
    SELECT json_agg(said ORDER BY id)::text FROM campaigns_aidpart AS said
    WHERE aid_id = aid.id AND language IN ('fr', %(language)s)
), (
    SELECT json_agg(address ORDER BY position, id)::text FROM campaigns_aidsource
    WHERE aid_id = aid.id
), (
    SELECT json_agg(situation_id)::text FROM campaigns_situationaid WHERE aid_id = aid.id
)
FROM campaigns_aid AS aid JOIN campaigns_provider AS provider ON provider.id = aid.provider_id
WHERE aid.slug = %(slug)s
"""


@dataclass(frozen=True)
class OneAid:
    """An aid with its provider, its texts in French and in the reader's language, where its facts
    were read, and the ids of its situations."""

    aid: Aid
    parts: list[AidPart]
    sources: list[str]
    situations: list[int]


def read_aid(slug, language):
    """The OneAid of that address, published or not; None without. One query."""
    with prepared_cursor() as cursor:
        cursor.execute(ONE, {"slug": slug, "language": language})
        row = cursor.fetchone()
    if row is None:
        return None
    aid, provider, parts, sources, situations = (of_json(text or "[]") for text in row)
    aid = instance(Aid, aid)
    aid.provider = instance(Provider, provider)
    return OneAid(aid, [instance(AidPart, part) for part in parts], sources, situations)
