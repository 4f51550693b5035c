"""Giving a callback to somebody else. Included by callbacks.urls: the names are callbacks:…"""

from django.urls import path

from callbacks.views import hand_over, handed_over

urlpatterns = [
    path("rappels/<ref:reference>/confier/", hand_over.hand_over, name="hand_over"),
    path("confies/", handed_over.handed_over, name="handed_over"),
    path("confies/repondre/", handed_over.answer_several, name="handed_over_answers"),
    path("confies/<ref:reference>/", handed_over.handed_over_one, name="handed_over_one"),
    path("confies/<ref:reference>/repondre/", handed_over.answer_one, name="handed_over_answer"),
]
