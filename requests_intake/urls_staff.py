"""What the team opens of the door."""

from django.urls import path

from requests_intake.views.text_change import change_text
from requests_intake.views.texts import texts

app_name = "texts"
urlpatterns = [
    path("textes-sms/", texts, name="sms"),
    path("textes-sms/<slug:sms>/<slug:occasion>/", change_text, name="change"),
]
