"""A period misread would keep people's data too long, or erase it too early: refuse to start."""

from django.core.checks import Error, register

from julien.retention import rights, table


@register
def retention_days(app_configs, **options):
    return [Error(problem, id="retention.E001") for problem in table.settings_problems()]


@register
def rights_days(app_configs, **options):
    return [Error(problem, id="retention.E002") for problem in rights.settings_problems()]
