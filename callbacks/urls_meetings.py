"""Meetings in person. Included by callbacks.urls: the names are callbacks:…"""

from django.urls import path

from callbacks.views import meeting_places, meetings

MEETING = "rappels/<ref:reference>/rendez-vous/"

urlpatterns = [
    path("rendez-vous/", meetings.meetings, name="meetings"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "deplacer/", meetings.move, name="meeting_move"),
    path(MEETING + "annuler/", meetings.call_off, name="meeting_cancel"),
    path(MEETING + "suite/", meetings.note_one, name="meeting_note"),
    path(MEETING + "agenda.ics", meetings.calendar_file, name="meeting_file"),
    path("lieux/", meeting_places.places, name="meeting_places"),
    path("lieux/<int:place_id>/", meeting_places.place, name="meeting_place"),
]
