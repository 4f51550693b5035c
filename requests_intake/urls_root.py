"""Addresses without a language: what Twilio calls."""

from django.urls import path

from requests_intake.views import hooks

app_name = "hooks"
urlpatterns = [
    path("webhooks/twilio/sms/", hooks.sms, name="sms"),
    path("webhooks/twilio/status/", hooks.status, name="status"),
]
