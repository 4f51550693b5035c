"""`manage.py rotate_field_keys`: after a new key was put first in FIELD_KEYS."""

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from julien.core.rotation import encrypted_columns, rotate


class Command(BaseCommand):
    help = "Encrypt everything under the first of FIELD_KEYS. May be stopped and run again."

    def handle(self, **options):
        total = 0
        for model, columns in encrypted_columns():
            for column in columns:
                total += self.renew(model, column)
        self.stdout.write(f"{total} values encrypted again. Older keys may now be removed.")

    def renew(self, model, column):
        try:
            renewed = rotate(model, column)
        except InvalidToken as error:
            raise CommandError(
                f"A value of {model._meta.label}.{column} fits none of FIELD_KEYS. "
                "Put the missing key back; nothing was lost."
            ) from error
        self.stdout.write(f"{model._meta.label}.{column}: {renewed}")
        return renewed
