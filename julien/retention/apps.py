from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from julien.retention import checks  # noqa: F401  (registers them)


class RetentionConfig(AppConfig):
    name = "julien.retention"
    label = "retention"
    verbose_name = _("conservation et effacement")
