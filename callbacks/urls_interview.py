"""The interview and what follows it. Included by callbacks.urls: the names are callbacks:…"""

from django.urls import path

from callbacks.views import interview, interview_follow_ups, interview_record, news

SHEET = "rappels/<ref:reference>/entretien/"

urlpatterns = [
    path(SHEET, interview.interview, name="interview"),
    path(SHEET + "aides/ajouter/", interview.add_aid, name="interview_add_aid"),
    path(SHEET + "aides/retirer/", interview.remove_aid, name="interview_remove_aid"),
    path(SHEET + "raccrocher/", interview.hang_up, name="interview_hang_up"),
    path(SHEET + "proposer/", interview.propose_recap, name="interview_propose_recap"),
    path(SHEET + "signer/", interview.sign, name="interview_sign"),
    path(SHEET + "corriger/", interview_record.amend, name="interview_amend"),
    path(SHEET + "recapitulatif/", interview_record.recap, name="interview_recap"),
    path(SHEET + "recapitulatif/envoyer/", interview_record.send_one, name="interview_send_recap"),
    path("rappels/<ref:reference>/nouvelles/", news.news, name="news"),
    path("suites/", interview_follow_ups.follow_ups, name="follow_ups"),
    path(
        "rappels/<ref:reference>/suites/<slug:kind>/",
        interview_follow_ups.held,
        name="follow_up_held",
    ),
]
