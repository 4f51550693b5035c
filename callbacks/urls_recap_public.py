"""Where residents read what was agreed, under their secret link."""

from django.urls import path

from callbacks.views import recap_public

app_name = "recap"

urlpatterns = [
    path("rappel/suivi/<slug:token>/recapitulatif/", recap_public.recap, name="read"),
]
