"""What the pages on what became of the aids show while the browser looks at them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from callbacks.models import News
from callbacks.services.news import AidTold, ask_news, end_news, tell_news
from tests.make.campaigns import make_desk
from tests.make.news import link_to, make_news, request_of, worth_asking
from tests.make.staff import make_staff

LONG = "Subsides pour l'assurance-maladie obligatoire des enfants et des jeunes en formation"


def _asked(by):
    """Eight weeks ago two aids were talked about; the SMS left a moment ago."""
    make_desk()
    then = timezone.now() - timedelta(weeks=8)
    aids = [worth_asking(LONG), worth_asking("Aide au loyer")]
    news = make_news(caller=by, now=then, aids=aids)
    ask_news(at=timezone.now())
    return news


def question(by):
    return link_to(_asked(make_staff()))


def thanks(by):
    news = _asked(make_staff())
    end_news(news_id=news.pk, state="declined", at=timezone.now())
    return link_to(news)


def status_that_asks(by):
    return link_to(_asked(make_staff())).removesuffix("nouvelles/")


PUBLIC = (question, thanks, status_that_asks)


def to_call(by):
    """The list: one without answer, one that no SMS could reach."""
    today = timezone.localdate()
    _asked(by)
    make_news(caller=by, now=timezone.now() - timedelta(weeks=8), may_text=False)
    News.objects.update(call_from=today)
    return "/equipe/suites/"


def on_the_phone(by):
    """Told once, to be corrected."""
    news = _asked(by)
    aid = news.interview.aids.order_by("pk")[0].aid_id
    told = [AidTold(aid, "granted", amount="under_2400")]
    tell_news(news_id=news.pk, told=told, by=by, at=timezone.now())
    return reverse("callbacks:news", args=[request_of(news).reference])
