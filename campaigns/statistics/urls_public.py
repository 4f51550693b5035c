from django.urls import path

from campaigns.statistics import views_public

app_name = "figures"
urlpatterns = [path("chiffres/", views_public.figures, name="figures")]
