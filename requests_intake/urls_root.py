"""Addresses without a language: what operators call."""

from django.urls import path

from requests_intake.views import hooks

app_name = "hooks"
urlpatterns = [
    path("webhooks/twilio/sms/", hooks.sms, name="sms"),
    path("webhooks/twilio/status/", hooks.status, name="status"),
    path("webhooks/sms/<int:message_id>/<str:signature>/", hooks.report, name="report"),
]
