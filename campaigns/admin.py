"""What has no page yet: organisations, synonyms, situations, partners."""

from django.contrib import admin

from campaigns.catalogue.indexing import index_synonyms
from campaigns.models import (
    LifeSituation,
    Partner,
    Provider,
    SearchSynonym,
    SituationAid,
)


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin):
    list_display = ["name", "phone", "phone_source", "url", "url_status"]
    search_fields = ["name", "address"]


@admin.register(SearchSynonym)
class SynonymAdmin(admin.ModelAdmin):
    """A synonym works at once: its stems are written with it."""

    list_display = ["term", "means"]
    search_fields = ["term"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        index_synonyms()


class SituationAidInline(admin.TabularInline):
    model = SituationAid
    extra = 1


@admin.register(LifeSituation)
class SituationAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    inlines = [SituationAidInline]


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "kind"]
    search_fields = ["code", "name"]
