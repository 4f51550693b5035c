from django.urls import path

from julien.core import views

app_name = "core"
urlpatterns = [
    path("", views.staff_guide, name="styleguide"),
    path("public/", views.public_guide, name="styleguide_public"),
    path("public/aide/", views.public_aid, name="styleguide_aid"),
]
