from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "julien.core"
    label = "core"
