"""A period misread would keep people's data too long, or erase it too early: refuse to start."""

from django.core.checks import Error, register

from julien.retention.table import settings_problems


@register
def retention_days(app_configs, **options):
    return [Error(problem, id="retention.E001") for problem in settings_problems()]
