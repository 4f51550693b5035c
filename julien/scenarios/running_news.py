"""People of the running demo who were heard before the campaign: what became of their aids."""

from datetime import datetime, time, timedelta

from callbacks.models import News
from callbacks.outcomes import GRANTED, NOT_ASKED, REFUSED, WAITING
from callbacks.services.news import AidTold, aids_to_ask, ask_news, tell_news
from julien.scenarios.running_people import FAMILY, MAN, MOTHER, WEB, WIDOW, WOMAN_ALONE, Someone
from julien.scenarios.running_stories import oriented

MORNING = time(9)
SMALL, LARGE = {"amount": "under_600"}, {"amount": "under_6000"}
NO_PAPERS = {"refused_because": "papers"}

# Who, how many days ago, and what they told of one aid after the other. Asked eight weeks later:
# the first did not answer the SMS, the one before the last gets none, the last has just got it.
HEARD_BEFORE = (
    (Someone("Bonsoir, je voudrais parler à quelqu'un", MAN), 77, ()),
    (Someone("nous avons trop de factures ce mois", FAMILY), 72, ((GRANTED, LARGE), (WAITING, {}))),
    (Someone("une amie m'a parlé de vous", MOTHER), 71, ((REFUSED, NO_PAPERS), (GRANTED, SMALL))),
    (Someone("J'aimerais comprendre ma décision", WIDOW, WEB, "Colette"), 70, ((GRANTED, SMALL),)),
    (Someone("Puis-je avoir un conseil ?", WOMAN_ALONE), 69, ((NOT_ASKED, {}), (WAITING, {}))),
    (Someone("rappelez mais dites rien aux autres", MOTHER, extra={"may_say_who": False}), 64, ()),
    (Someone("Mon salaire ne suffit plus", MAN, WEB, "Damien"), 63, ()),
)


def heard_before(world):
    """The stories of all of them. Their numbers keep clear of who does not agree to be asked."""
    for number, (someone, days, told) in enumerate(HEARD_BEFORE, start=9):
        yield _heard(world, someone, number, world.past(days, 10), told)


def _heard(world, someone, number, start, told):
    request = yield from oriented(world, someone, number, start, misses=0)
    news = News.objects.select_related("interview").get(interview__callback__request=request)
    at = yield datetime.combine(news.due_on, MORNING, tzinfo=world.hours.zone)
    ask_news(at=at)
    if told:
        at = yield at + timedelta(days=1, hours=10)
        aids = aids_to_ask(news.interview)
        answers = [
            AidTold(row.aid_id, code, **more) for row, (code, more) in zip(aids, told, strict=False)
        ]
        tell_news(news_id=news.pk, told=answers, at=at)
