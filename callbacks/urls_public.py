"""What residents open about their meeting, beside their status page and under its secret link."""

from django.urls import path

from callbacks.views import meeting_public

app_name = "meetings"
MEETING = "rappel/suivi/<slug:token>/rendez-vous/"

urlpatterns = [
    path(MEETING + "annuler/", meeting_public.call_off, name="cancel"),
    path(MEETING + "autre-moment/", meeting_public.other_time, name="other_time"),
    path(MEETING + "agenda.ics", meeting_public.calendar_file, name="file"),
]
