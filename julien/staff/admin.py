"""The accounts of the team, for administrators."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from julien.staff.forms.admin import AccountCreationForm, AccountForm
from julien.staff.models import User

admin.site.unregister(Group)  # rights come from the roles: a group would give nothing


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts are closed, never deleted: what someone did stays theirs."""

    form = AccountForm
    add_form = AccountCreationForm
    list_display = ["username", "first_name", "last_name", "role_names", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Personne"), {"fields": ["first_name", "last_name", "email", "first_name_said"]}),
        (_("Travail"), {"fields": ["roles", "languages", "is_active"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2", "roles"]})
    ]

    @admin.display(description=_("rôles"))
    def role_names(self, account):
        return account.role_names

    def has_delete_permission(self, request, obj=None):
        return False
