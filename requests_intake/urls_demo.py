"""Demo only."""

from django.urls import path

from requests_intake.views.phone import phone

app_name = "demo"
urlpatterns = [path("telephone/", phone, name="phone")]
