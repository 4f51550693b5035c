"""`manage.py rotate_field_keys`: after a new key was put first in FIELD_KEYS or PROFILE_KEYS."""

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from julien.core.rotation import encrypted_fields, rotate


class Command(BaseCommand):
    help = "Encrypt everything under the first key of its set. May be stopped and run again."

    def handle(self, **options):
        total = sum(self.renew(field) for field in encrypted_fields())
        self.stdout.write(f"{total} values encrypted again. Older keys may now be removed.")

    def renew(self, field):
        try:
            renewed = rotate(field)
        except InvalidToken as error:
            raise CommandError(
                f"A value of {field.model._meta.label}.{field.column} fits none of {field.keys}. "
                "Put the missing key back; nothing was lost."
            ) from error
        self.stdout.write(f"{field.model._meta.label}.{field.column}: {renewed}")
        return renewed
