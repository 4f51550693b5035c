"""What residents open, under the language of the page."""

from django.urls import include, path

from campaigns.eligibility import views as eligibility
from campaigns.views import aids, chosen, embed, home, statements

app_name = "catalogue"
urlpatterns = [
    path("", home.home, name="home"),
    path("aides/", aids.aids, name="aid_list"),
    path("aides/liste/", chosen.chosen, name="chosen"),
    path("aides/<slug:slug>/", aids.aid, name="aid"),
    path("mes-droits/", eligibility.check, name="check"),
    path("integrer/", embed.how_to, name="embed"),
    path("integrer/recherche/", embed.search_frame, name="embed_search"),
    path("accessibilite/", statements.accessibility, name="accessibility"),
    path("confidentialite/", statements.privacy, name="privacy"),
    path("mots/", statements.words, name="words"),
    path("", include("campaigns.statistics.urls_public")),
    path("securite-navigation/", statements.safe_browsing, name="safe_browsing"),
]
