"""The one field in which personal text is kept."""

from django.core.exceptions import FieldError
from django.db import models

from julien.core.crypto import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Text that lies encrypted in the database and is plain in Python. "" stays "".

    It cannot be searched: any lookup but isnull raises FieldError. To find a row, keep a
    keyed hash beside it (julien.core.crypto.keyed_hash).
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: search its keyed hash instead.")
        return super().get_lookup(lookup_name)
