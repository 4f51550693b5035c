"""What has no language in its address: the doors, and what programs read."""

from django.urls import path

from campaigns.statistics import views_public as figures
from campaigns.views import home, machines

app_name = "site"
urlpatterns = [
    path("", home.root, name="root"),
    path("r/<str:code>", home.partner_link, name="partner_link"),
    path("api/aides.json", machines.aids_json, name="aids_json"),
    path("api/chiffres/<int:year>/<str:table>", figures.year_file, name="year_file"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
]
