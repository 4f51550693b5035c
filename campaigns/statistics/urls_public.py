from django.urls import path

from campaigns.statistics import views_public

urlpatterns = [path("chiffres/", views_public.figures, name="figures")]
