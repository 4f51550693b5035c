"""What became of the aids, as the person tells it on the phone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callbacks.forms.news import EndForm, NewsSheet
from callbacks.models import AidNews, News
from callbacks.news import asked_aids, told_news
from callbacks.services.news import NoNewsWanted, end_news, tell_news
from callbacks.views.answers import see_other
from callbacks.views.interview_saving import get_interview, note_look
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def news(request, reference):
    """Read what is known, write what the person says, or that nothing can be learnt."""
    interview = get_interview(request, reference)
    row = News.objects.filter(interview=interview).select_related("by").first()
    if row is None:
        raise Http404
    if request.method == "POST" and "state" in request.POST:
        return _end(request, row, reference)
    stored = AidNews.objects.filter(interview=interview).select_related("reason")
    aids = asked_aids(interview, "fr")
    sent = request.POST if request.method == "POST" else None
    sheet = NewsSheet(aids, sent, by_person=False, stored=list(stored))
    if sent is not None and sheet.is_valid():
        return _tell(request, row, sheet, reference)
    note_look(request, interview)
    context = {"interview": interview, "reference": reference, "news": row, "sheet": sheet}
    context |= {"demand": interview.callback.request, "told": told_news(interview)}
    status = 200 if sent is None else 422
    return render(request, "callbacks/news.html", context, status=status)


def _tell(request, row, sheet, reference):
    try:
        tell_news(news_id=row.pk, told=sheet.told(), by=request.user, at=timezone.now())
    except NoNewsWanted:
        messages.info(request, _("On ne demande plus de nouvelles à cette personne."))
    else:
        messages.success(request, _("Nouvelles enregistrées."))
    return see_other("callbacks:follow_ups")


def _end(request, row, reference):
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        end_news(news_id=row.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except NoNewsWanted:
        messages.info(request, _("On ne demande plus de nouvelles à cette personne."))
    else:
        messages.success(request, _("Noté. On ne la rappelle plus pour cela."))
    return see_other("callbacks:follow_ups")
