"""Meetings in person: the list of a day, and the page of one person's meetings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from callbacks.agenda import agenda
from callbacks.forms.meeting import ChangeForm, MeetingForm, NoteForm
from callbacks.invitations import for_team
from callbacks.models import FollowUp, Meeting
from callbacks.services.meetings import (
    Doubtful,
    MeetingChanged,
    MeetingRefused,
    book,
    cancel,
    note,
    reschedule,
    take_back,
)
from callbacks.views.answers import find_or_404, see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.roles import Can

NOTED = {
    Meeting.State.HELD: gettext_lazy("Noté : le rendez-vous a eu lieu."),
    Meeting.State.NO_SHOW: gettext_lazy("Noté : la personne n'est pas venue."),
    Meeting.State.PLANNED: gettext_lazy(
        "La note est reprise : le rendez-vous est de nouveau à noter."
    ),
}


@require_safe
@requires(Can.WORK_QUEUE)
def meetings(request):
    """Today's and the coming ones: one's own, or with ?voir=tous the whole team's."""
    now, everybody = timezone.now(), _shows_all(request)
    context = {
        **agenda(now, of=None if everybody else request.user),
        "everybody": everybody,
        "now": now,
        "states": Meeting.State,
    }
    return render(request, "callbacks/meetings.html", context)


def _shows_all(request):
    """Supervisors see everybody's unless they ask for their own; callers the other way round."""
    asked = request.GET.get("voir")
    return asked == "tous" or (asked != "a-moi" and request.user.can(Can.SUPERVISE))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def meeting(request, reference):
    """The meetings of one person, and a new one."""
    callback = find_or_404(reference)
    if callback.request.erased_at:
        return render(request, "callbacks/erased.html", {"demand": callback.request})
    if request.method != "POST":
        return _page(request, callback)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, callback, form=form, status=422)
    how = {"kind": form.cleaned_data["kind"], **_how(request, form)}
    if not _try(form, book, callback_id=callback.pk, **how):
        return _page(request, callback, form=form, status=422)
    messages.success(request, _("Rendez-vous fixé : %s.") % say_moment(form.wanted.starts_at))
    return see_other("callbacks:meeting", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def move(request, reference):
    """Another moment, place or colleague."""
    callback, planned, sequence = _planned(request, reference)
    if planned is None:
        return _changed(request, callback)
    form = MeetingForm(request.POST, meeting=planned)
    if not form.is_valid():
        return _page(request, callback, move_form=form, status=422)
    how = {"sequence": sequence, **_how(request, form)}
    try:
        if not _try(form, reschedule, meeting_id=planned.pk, **how):
            return _page(request, callback, move_form=form, status=422)
    except MeetingChanged:
        return _changed(request, callback)
    messages.success(request, _("Rendez-vous : %s.") % say_moment(form.wanted.starts_at))
    return see_other("callbacks:meeting", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def call_off(request, reference):
    """Cancelled by the team."""
    callback, planned, sequence = _planned(request, reference)
    if planned is None:
        return _changed(request, callback)
    at = timezone.now()
    try:
        cancel(meeting_id=planned.pk, sequence=sequence, by=request.user, at=at)
    except MeetingChanged:
        return _changed(request, callback)
    messages.success(request, _("Rendez-vous annulé."))
    return see_other("callbacks:meeting", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def note_one(request, reference):
    """Held, or nobody came; or that note taken back."""
    callback, form = find_or_404(reference), NoteForm(request.POST)
    last = callback.meetings.order_by("pk").last()
    if last is None or not form.is_valid():
        return _page(request, callback, problem=_("Dites si le rendez-vous a eu lieu."), status=422)
    try:
        _note(last, form.cleaned_data, request.user)
    except MeetingChanged:
        return _changed(request, callback)
    except MeetingRefused as refused:
        return _page(request, callback, problem=refused.sentence, status=422)
    messages.success(request, NOTED[form.cleaned_data["result"]])
    if request.POST.get("depuis") == "liste":
        return see_other("callbacks:meetings")
    return see_other("callbacks:meeting", reference)


@require_safe
@requires(Can.WORK_QUEUE)
def calendar_file(request, reference):
    """The last meeting as a file for the caller's own calendar."""
    last = find_or_404(reference).meetings.select_related("place", "callback__request")
    return calendar_answer(for_team(last.order_by("pk").last()))


def calendar_answer(text):
    """An .ics to keep; 404 without one."""
    if text is None:
        return HttpResponse(status=404)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return answer


def _note(last, said, by):
    how = {"meeting_id": last.pk, "by": by, "at": timezone.now()}
    if said["result"] == Meeting.State.PLANNED:
        return take_back(**how)
    return note(state=said["result"], sequence=said["sequence"], **how)


def _how(request, form):
    return {
        "wanted": form.wanted,
        "despite": form.despite,
        "by": request.user,
        "at": timezone.now(),
    }


def _try(form, service, **how):
    """Whether it was done; else the form says what speaks against it."""
    try:
        return service(**how)
    except MeetingRefused as refused:
        form.add_error(refused.field, refused.sentence)
    except Doubtful as doubtful:
        form.doubts = doubtful.doubts
    return None


def _planned(request, reference):
    callback, form = find_or_404(reference), ChangeForm(request.POST)
    sequence = form.cleaned_data["sequence"] if form.is_valid() else -1
    return callback, callback.meetings.planned().select_related("place").first(), sequence


def _changed(request, callback):
    sentence = _(
        "Ce rendez-vous a changé depuis que vous avez ouvert la page : voici où il en est."
    )
    return _page(request, callback, problem=sentence, status=409)


def _page(request, callback, *, form=None, move_form=None, problem="", status=200):
    name = request.resolver_match.view_name
    record_read(person_id=callback.request_id, what="request", by=request.user, page=name)
    rows = callback.meetings.select_related("place", "caller").prefetch_related(
        "steps__by", "steps__place", "steps__caller"
    )
    found = list(rows.order_by("-pk"))
    planned = next((one for one in found if one.is_planned), None)
    if planned and form:  # somebody fixed one meanwhile: what was typed can be where it goes
        problem = problem or " ".join(form.non_field_errors())
        move_form = MeetingForm(form.data, meeting=planned)
    context = {
        "demand": callback.request,
        "callback": callback,
        "meetings": found,
        "last": found[0] if found else None,
        "planned": planned,
        "form": form or MeetingForm(initial=_proposed(callback, request.user)),
        "move_form": planned and (move_form or MeetingForm(meeting=planned)),
        "problem": problem,
        "now": timezone.now(),
        "states": Meeting.State,
    }
    return render(request, "callbacks/meeting.html", context, status=status)


def _proposed(callback, user):
    """What was said in the interview: the offer accepted, and the moment named for it."""
    proposed = {"caller": user.pk}
    offer = (
        FollowUp.objects.filter(interview__callback=callback)
        .exclude(state=FollowUp.State.HELD)
        .order_by("state", "kind")
        .first()
    )
    if offer:
        proposed |= {"kind": offer.kind, "starts_at": offer.on}
    return proposed
