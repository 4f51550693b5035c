"""The addresses of a demo: settings.DEMO adds them when the product starts."""

from django.urls import include, path

from julien import urls

urlpatterns = [*urls.urlpatterns, path("demo/", include("requests_intake.urls_demo"))]
