"""What became of the aids, told by the person on the page of their secret link, once.

The page names the aids only from the SMS that asks to the answer, and never what was answered.
"""

from contextlib import suppress

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from callbacks.forms.news import NewsSheet
from callbacks.models import News
from callbacks.news import asked_aids
from callbacks.services.news import NoNewsWanted, State, end_news, tell_news
from requests_intake.views.secret_link import back_to_status, changed_by_link, read_by_link

ANSWERED = (State.TOLD, State.DECLINED)


@read_by_link
def question(request, contact):
    """The question, the thanks, or the status page when nothing is asked of who holds the link."""
    if news := _open(contact):
        return _page(request, contact, _sheet(news))
    if answered := _mine(contact).filter(state__in=ANSWERED, by=None).first():
        return render(request, "callbacks/news_thanks.html", {"contact": contact, "news": answered})
    return back_to_status(contact)


@changed_by_link
def tell(request, contact):
    """Sent twice it is as once: the second finds it answered, and is thanked too."""
    news = _open(contact)
    if news is None:
        return _back(contact)
    if "nothing" in request.POST:
        return _keep(contact, end_news, news_id=news.pk, state=State.DECLINED)
    sheet = _sheet(news, request.POST)
    if not sheet.is_valid():
        return _page(request, contact, sheet, status=422)
    return _keep(contact, tell_news, news_id=news.pk, told=sheet.told())


def _mine(contact):
    """The News of the person of this link; of who only typed the number, none."""
    if not contact.may_manage:
        return News.objects.none()
    return News.objects.filter(interview__callback__request=contact.request_id)


def _open(contact):
    return _mine(contact).open_to_link().select_related("interview").first()


def _sheet(news, sent=None):
    return NewsSheet(asked_aids(news.interview, get_language()), sent, by_person=True)


def _page(request, contact, sheet, *, status=200):
    context = {"contact": contact, "sheet": sheet}
    return render(request, "callbacks/news_public.html", context, status=status)


def _keep(contact, service, **told):
    with suppress(NoNewsWanted):
        service(**told, at=timezone.now())
    return _back(contact)


def _back(contact):
    return HttpResponseRedirect(reverse("news:question", args=[contact.token]), status=303)
