"""Interviews whose person agreed to be asked, and what they told."""

from callbacks.models import News
from callbacks.services.interview_answers import AidAnswer
from callbacks.services.news import AidTold, ask_news, tell_news
from requests_intake.models import CallbackRequest
from requests_intake.services.receive import token_lookup
from tests.make.callbacks import NOW, at
from tests.make.interviews import make_discussable_aid, make_signed_interview

# Eight weeks after NOW, in the morning.
DUE = at("2027-01-19 09:00")


def worth_asking(title="Subside", **answers):
    """An AidAnswer on a new aid that the person could have."""
    aid = make_discussable_aid(title)
    return AidAnswer(aid.pk, **{"possible": "likely", **answers})


def make_news(*, aids=None, now=NOW, **fields):
    """The News of a signed interview whose person said yes. Other fields: make_signed_interview."""
    aids = [worth_asking()] if aids is None else aids
    said = {"may_ask_later": "yes", **fields.pop("said", {})}
    return News.objects.get(interview=make_signed_interview(aids=aids, said=said, at=now, **fields))


def make_asked(**fields):
    """The same, asked by SMS on its day."""
    news = make_news(**fields)
    ask_news(at=DUE)
    news.refresh_from_db()
    return news


def make_told(outcome="granted", *, at=DUE, **fields):
    """A person who told that of one aid, with amount, refused_because or reason_id."""
    codes = {name: fields.pop(name) for name in ("amount", "refused_because") if name in fields}
    codes |= {"reason_id": fields.pop("reason_id")} if "reason_id" in fields else {}
    news = make_news(**fields)
    News.objects.filter(pk=news.pk).update(asked_at=at, call_from=at.date())
    aid = news.interview.aids.get().aid_id
    tell_news(news_id=news.pk, told=[AidTold(aid, outcome, **codes)], at=at)
    return news.interview


def link_to(news, *, language="fr", may_manage=True):
    """The address under the person's secret link."""
    row = news.interview.callback.request.contacts.get()
    row.token_lookup = token_lookup(row.token)
    row.may_manage = may_manage
    row.save()
    return f"/{language}/rappel/suivi/{row.token}/nouvelles/"


def request_of(news):
    return CallbackRequest.objects.get(callback__interview__news=news)
