"""Every address of the product. Public ones live under their language; the others do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from julien.core.references import ReferenceConverter

register_converter(ReferenceConverter, "ref")

urlpatterns = [
    path("", include("julien.health")),
    path("", include("campaigns.urls_root")),
    path("", include("requests_intake.urls_root")),
    path("equipe/", include("callbacks.urls")),
    path("equipe/", include("julien.staff.urls")),
    path("equipe/", include("requests_intake.urls_staff")),
    path("pilotage/", include("campaigns.statistics.urls")),
    path("redaction/", include("campaigns.urls_editing")),
    path("styleguide/", include("julien.core.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("campaigns.urls")),
        path("", include("requests_intake.urls")),
        path("", include("callbacks.urls_public")),
        path("", include("callbacks.urls_news_public")),
        path("", include("callbacks.urls_recap_public")),
    ),
]

handler500 = "campaigns.views.breakdown.breakdown"

if settings.DEMO:
    urlpatterns.append(path("demo/", include("requests_intake.urls_demo")))
