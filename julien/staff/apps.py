from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "julien.staff"
    label = "staff"
    verbose_name = _("équipe")


class RolesAdminConfig(admin_apps.AdminConfig):
    """Django's admin behind our roles."""

    default = False
    default_site = "julien.staff.admin_site.RolesAdminSite"
