"""What editors open."""

from django.urls import path

from campaigns.editing.amounts import views as amounts
from campaigns.editing.translations import views as translations
from campaigns.views import editing

app_name = "editing"
urlpatterns = [
    path("", editing.home, name="home"),
    path("montants/", amounts.amounts, name="amounts"),
    path("montants/nouveau/", amounts.new_amount, name="amount_new"),
    path("montants/<slug:amount>/", amounts.amount, name="amount"),
    path("montants/<slug:amount>/renommer/", amounts.rename, name="amount_rename"),
    path("montants/<slug:amount>/retirer/", amounts.remove, name="amount_remove"),
    path("traductions/", translations.overview, name="translations"),
    path("traductions/<str:language>/", translations.one_language, name="translations_of"),
    path("traductions/<str:language>/<slug:slug>/", translations.translate, name="translate"),
]
