"""The pages of the people who call. The addresses are those of CONTRACT.md."""

from django.urls import include, path

from callbacks.views import (
    absences,
    calendar,
    call,
    claims,
    day,
    duplicates,
    held,
    keeping,
    lateness,
    lists,
    new_request,
    queue,
    saved_views,
    search,
    sms,
    supervision,
)

app_name = "callbacks"

RECORD = "rappels/<ref:reference>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("prendre/", claims.take_next_one, name="take_next"),
    path("vues/", saved_views.saved_views, name="saved_views"),
    path("vues/depart/", saved_views.start, name="start_view"),
    path("vues/<int:view_id>/", saved_views.change, name="change_view"),
    path("recherche/", search.search_requests, name="search"),
    path("journee/", day.day, name="day"),
    path("journee/confier/", day.give, name="give"),
    path("journee/sms/<int:message_id>/regle/", day.settled, name="settled"),
    path("horaires/", calendar.calendar, name="calendar"),
    path("horaires/appliquer/", calendar.apply, name="calendar_apply"),
    path("retards/", lateness.lateness, name="lateness"),
    path("listes/", lists.one_list, {"listed": "resultats"}, name="lists"),
    path("listes/<slug:listed>/", lists.one_list, name="list"),
    path("listes/<slug:listed>/ajouter/", lists.add, name="list_add"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:absence_id>/fin/", absences.back, name="back"),
    path("demandes/nouvelle/", new_request.new_request, name="new_request"),
    path("sms/", sms.to_see, name="sms"),
    path("sms/vu/", sms.seen, name="sms_seen"),
    path("conservation/", keeping.periods, name="periods"),
    path(RECORD, call.call, name="call"),
    path(RECORD + "prendre/", claims.take_one, name="take"),
    path(RECORD + "appel/", call.dial, name="dial"),
    path(RECORD + "essais/", call.results, name="attempts"),
    path(RECORD + "rendre/", claims.give_back_one, name="release"),
    path(RECORD + "presence/", claims.presence, name="presence"),
    path(RECORD + "reunir/", duplicates.merge_two, name="merge"),
    path(RECORD + "reunir/annuler/", duplicates.undo, name="merge_undo"),
    path(RECORD + "separer/", duplicates.split_one, name="split"),
    path(RECORD + "debloquer/", supervision.unblock, name="unblock"),
    path(RECORD + "clore/", supervision.close, name="close"),
    path(RECORD + "controle/", supervision.check, name="check"),
    path(RECORD + "donnees/", held.held_data, name="held"),
    path(RECORD + "conservation/", keeping.keeping, name="keeping"),
    path(RECORD + "conservation/retenir/", keeping.hold_one, name="hold"),
    path(RECORD + "conservation/effacer/", keeping.erase_one, name="erase"),
    path(RECORD + "conservation/lever/", keeping.lift_one, name="lift"),
    path("", include("callbacks.urls_hand_over")),
    path("", include("callbacks.urls_interview")),
]
