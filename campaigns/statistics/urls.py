from django.urls import path

from campaigns.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.home, name="home"),
    path("comparer/", views.compare, name="compare"),
    path("<slug:campaign>/", views.campaign, name="campaign"),
    path("<slug:campaign>/rapport.<str:extension>", views.report, name="report"),
]
