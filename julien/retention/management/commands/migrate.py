"""Django's `migrate`, and the views that figures read made to fit the tables again."""

from django.core.management.commands import migrate

from julien.core.parts import unapplied_migrations
from julien.retention.anonymous import drop_views, make_views


class Command(migrate.Command):
    def handle(self, *args, **options):
        if options.get("check_unapplied") or options.get("plan"):
            return super().handle(*args, **options)
        if unapplied_migrations() or options.get("app_label"):
            drop_views()
        super().handle(*args, **options)
        if not unapplied_migrations():
            make_views()
