"""What residents open, under the language of the page."""

from django.urls import path

from requests_intake.views import ask, status

app_name = "intake"
urlpatterns = [
    path("rappel/", ask.ask, name="ask"),
    path("rappel/suivi/<slug:token>/", status.status, name="status"),
    path("rappel/suivi/<slug:token>/horaires/", status.wishes, name="wishes"),
    path("rappel/suivi/<slug:token>/annuler/", status.withdrawal, name="withdraw"),
    path("rappel/suivi/<slug:token>/etude/", status.research, name="research"),
    path("rappel/suivi/<slug:token>/avis/", status.satisfaction, name="satisfaction"),
]
