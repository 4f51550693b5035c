"""What people ask about their data. Included by callbacks.urls: the names are callbacks:…"""

from django.urls import path

from callbacks.views import rights

RECORD = "rappels/<ref:reference>/droits/"

urlpatterns = [
    path("droits/", rights.register, name="rights_register"),
    path(RECORD, rights.rights, name="rights"),
    path(RECORD + "noter/", rights.note_one, name="rights_note"),
    path(RECORD + "<int:line_id>/regler/", rights.settle_one, name="rights_settle"),
    path(RECORD + "<int:line_id>/repondre/", rights.answer_one, name="rights_answer"),
    path(RECORD + "corriger/", rights.correction, name="rights_correct"),
    path(RECORD + "etude/", rights.research_one, name="rights_research"),
    path(RECORD + "usage/", rights.use_one, name="rights_use"),
]
