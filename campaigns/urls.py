"""What residents open, under the language of the page."""

from django.urls import include, path

from campaigns.views import aids, home, statements

app_name = "catalogue"
urlpatterns = [
    path("", home.home, name="home"),
    path("aides/", aids.aids, name="aid_list"),
    path("aides/<slug:slug>/", aids.aid, name="aid"),
    path("accessibilite/", statements.accessibility, name="accessibility"),
    path("confidentialite/", statements.privacy, name="privacy"),
    path("", include("campaigns.statistics.urls_public")),
    path("securite-navigation/", statements.safe_browsing, name="safe_browsing"),
]
