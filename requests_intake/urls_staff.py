"""What the team opens of the door."""

from django.urls import path

from requests_intake.views.texts import texts

app_name = "texts"
urlpatterns = [path("textes-sms/", texts, name="sms")]
