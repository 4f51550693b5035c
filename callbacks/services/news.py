"""What became of the aids: planned at signing, asked once by SMS, told by link or on the phone."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from callbacks.models import AidNews, Interview, News
from callbacks.models.interview import Answer, Possible
from callbacks.rules import NEWS_ASKED_WITHIN, NEWS_BY_PHONE_AFTER
from callbacks.services.moves import lock
from campaigns.promise import NoOpenDay, next_opening
from campaigns.services.offer import offer_at
from requests_intake.models import Message
from requests_intake.services.messages import write_message

State = News.State
WORTH_ASKING = Q(possible__in=[Possible.LIKELY, Possible.MAYBE]) | Q(advised=True)


class NoNewsWanted(Exception):
    """It was told already, or nobody may ask any more."""


@dataclass(frozen=True)
class AidTold:
    """What one aid became, in the codes of callbacks/outcomes.py and of the Reasons."""

    aid_id: int
    outcome: str
    amount: str = ""
    refused_because: str = ""
    reason_id: int | None = None


def aids_to_ask(interview):
    """The InterviewAids to ask about: could be had, advised or asked for; not received."""
    rows = interview.aids.filter(WORTH_ASKING | Q(has_asked=Answer.YES))
    return rows.exclude(receives=Answer.YES).order_by("pk")


def plan_news(interview, *, at):
    """Ask `settings.NEWS_WEEKS` after signing, if the person agreed and there is an aid to ask of.

    Called again after a correction of the sheet: who does not agree any more, or never did, is
    not asked. What was told stays. The caller holds the lock of the callback.
    """
    waiting = News.objects.filter(interview=interview, state=State.WAITING)
    if interview.may_ask_later != Answer.YES or not aids_to_ask(interview).exists():
        waiting.delete()
        _take_back_sms(interview, at=at)
        return
    signed_on = timezone.localdate(interview.signed_at or at)
    due_on = signed_on + timedelta(weeks=settings.NEWS_WEEKS)
    News.objects.get_or_create(interview=interview, defaults={"due_on": due_on})


def ask_news(*, at, limit=100):
    """Write the SMS that are due. Returns how many. May run twice, or days late: each once.

    Who cannot or may not be texted, or must not be linked with us, is on the list of calls at once.
    """
    day = timezone.localdate(at)
    due = News.objects.to_ask(day).order_by("due_on", "pk").values_list("pk", flat=True)
    return sum(_ask(news_id, day, at) for news_id in list(due[:limit]))


@transaction.atomic
def _ask(news_id, day, at):
    news = _locked(news_id)
    if not News.objects.to_ask(day).filter(pk=news_id).exists():
        return False
    message = _write(news.interview.callback.request, at)
    news.asked_at = at if message else None
    news.call_from = day + NEWS_BY_PHONE_AFTER if message else day
    news.save(update_fields=["asked_at", "call_from"])
    return message is not None


def _write(request, at):
    if request.may_say_who is False:
        return None
    try:
        leaves_at = next_opening(at, offer_at(at).hours)
    except NoOpenDay:
        return None
    first = request.contacts.get(is_first=True)
    return write_message(
        request=request,
        kind=Message.Kind.NEWS,
        at=at,
        not_before=leaves_at,
        useless_after=leaves_at + NEWS_ASKED_WITHIN,
        context={"news_token": first.token, "weeks": settings.NEWS_WEEKS},
    )


@transaction.atomic
def tell_news(*, news_id, told, at, by=None):
    """Keep what the person told, a sequence of AidTold; only of aids that are asked about.

    By link (`by` empty) once; a member of the team may write it anew. Raises NoNewsWanted.
    """
    news = _locked(news_id)
    _check_wanted(news, by)
    asked = set(aids_to_ask(news.interview).values_list("aid_id", flat=True))
    rows = AidNews.objects.filter(interview=news.interview, aid__in=asked)
    rows.delete()
    for one in told:
        if one.aid_id in asked:
            AidNews.objects.create(interview=news.interview, **asdict(one))
    _settle(news, State.TOLD, by=by, at=at)


@transaction.atomic
def end_news(*, news_id, state, at, by=None):
    """Not reached, or prefers to say nothing: nobody asks again. Raises NoNewsWanted."""
    news = _locked(news_id)
    if news.state != State.WAITING:
        raise NoNewsWanted
    _check_wanted(news, by)
    _settle(news, state, by=by, at=at)


def _locked(news_id):
    """The callback is locked first, as every writer of an interview does."""
    lock(Interview.objects.values_list("callback_id", flat=True).get(news=news_id))
    return News.objects.select_related("interview__callback__request").get(pk=news_id)


def _check_wanted(news, by):
    request = news.interview.callback.request
    if request.erased_at or request.restricted_at:
        raise NoNewsWanted
    if by is None and not News.objects.open_to_link().filter(pk=news.pk).exists():
        raise NoNewsWanted


def _settle(news, state, *, by, at):
    news.state, news.by, news.settled_at = state, by, at
    news.save(update_fields=["state", "by", "settled_at"])
    _take_back_sms(news.interview, at=at)


def _take_back_sms(interview, *, at):
    """The question that has not left yet does not leave any more."""
    waiting = Message.objects.filter(kind=Message.Kind.NEWS, state=Message.State.QUEUED)
    waiting = waiting.filter(request__callback__interview=interview)
    waiting.update(state=Message.State.USELESS, state_since=at)
