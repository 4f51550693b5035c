"""What the pages on what became of the aids show."""

from dataclasses import dataclass

from django.utils import timezone

from callbacks.lists import say
from callbacks.models import AidNews, Listed, News
from callbacks.rules import DAY_LINES, NEWS_LISTED
from callbacks.services.news import aids_to_ask
from campaigns.models import AidPart, Part
from julien.core.roles import Can


@dataclass(frozen=True)
class AskedAid:
    """An aid that news are asked of. is_french: its title is not in the language of the page."""

    pk: int
    title: str
    is_french: bool = False


def asked_aids(interview, language):
    """The AskedAids of an interview, with their titles in `language` where there are any."""
    ids = list(aids_to_ask(interview).values_list("aid_id", flat=True))
    titles = AidPart.objects.filter(part=Part.TITLE, aid__in=ids, language__in={"fr", language})
    found = {(one.aid_id, one.language): one.text for one in titles}
    return [
        AskedAid(
            pk=pk,
            title=found.get((pk, language)) or found[pk, "fr"],
            is_french=language != "fr" and (pk, language) not in found,
        )
        for pk in ids
    ]


def news_to_call(user, now):
    """The News that `user` may ask by phone now, who waits longest first.

    As with interviews: those they held themselves, and a supervisor all.
    """
    today = timezone.localdate(now)
    rows = News.objects.to_call(today, today - NEWS_LISTED)
    if not user.can(Can.SUPERVISE):
        rows = rows.filter(interview__caller=user)
    rows = rows.select_related("interview__caller", "interview__callback__request")
    return rows.order_by("call_from", "pk")[:DAY_LINES]


def told_news(interview):
    """[(title of the aid, what became of it in words)] of what was told."""
    rows = AidNews.objects.filter(interview=interview).select_related("reason").order_by("pk")
    rows = list(rows)
    ids = {one.aid_id for one in rows}
    titles = dict(
        AidPart.objects.filter(part=Part.TITLE, language="fr", aid__in=ids).values_list(
            "aid_id", "text"
        )
    )
    return [(titles[one.aid_id], _in_words(one)) for one in rows]


def _in_words(one):
    parts = [say(Listed.OUTCOMES, one.outcome)]
    if one.amount:
        parts.append(say(Listed.AMOUNTS, one.amount))
    if one.refused_because:
        parts.append(say(Listed.REFUSALS, one.refused_because))
    if one.reason_id:
        parts.append(one.reason.label)
    return " · ".join(parts)
