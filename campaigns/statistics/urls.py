from django.urls import path

from campaigns.partners import views as partners
from campaigns.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.home, name="home"),
    path("comparer/", views.compare, name="compare"),
    path("exports/", views.exports, name="exports"),
    path("exports/journal.<str:extension>", views.journal_file, name="journal_file"),
    path("partenaires/", partners.partners, name="partners"),
    path("partenaires/<slug:code>/", partners.partner, name="partner"),
    path("partenaires/<slug:code>/<str:file>", partners.partner_file, name="partner_file"),
    path("<slug:campaign>/", views.campaign, name="campaign"),
    path("<slug:campaign>/rapport.<str:extension>", views.report, name="report"),
    path("<slug:campaign>/<slug:part>/", views.part, name="part"),
    path("<slug:campaign>/<slug:part>.<str:extension>", views.part_file, name="part_file"),
]
