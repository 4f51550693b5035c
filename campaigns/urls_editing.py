"""What editors open."""

from django.urls import path

from campaigns.views import editing

app_name = "editing"
urlpatterns = [
    path("", editing.home, name="home"),
]
