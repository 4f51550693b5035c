"""A meeting as a calendar file: for the team, and for the person by their secret link."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callbacks.ics import Event, calendar


def for_team(meeting):
    """The file for a colleague's calendar: the reference, never a name. None without a meeting."""
    if meeting is None:
        return None
    reference = meeting.callback.request.reference
    page = reverse("callbacks:meeting", args=[reference])
    title = _("Rendez-vous %(reference)s") % {"reference": reference}
    return calendar(_event(meeting, title, _where(meeting), settings.PUBLIC_BASE_URL + page))


def for_person(meeting):
    """The file for the person's own calendar, which others may read: no name, no reason.

    Who must not be linked with us gets a title that says nothing, and no place.
    """
    if meeting is None:
        return None
    if meeting.callback.request.may_say_who is False:
        return calendar(_event(meeting, _("Rendez-vous")))
    return calendar(_event(meeting, _("Rendez-vous JU-lien"), _where(meeting)))


def _where(meeting):
    return f"{meeting.place.name}, {meeting.place.address}"


def _event(meeting, title, where="", link=""):
    return Event(
        uid=f"{meeting.uid}@{settings.PUBLIC_BASE_URL.split('://')[-1]}",
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=title,
        where=where,
        link=link,
        cancelled=meeting.is_cancelled,
    )
