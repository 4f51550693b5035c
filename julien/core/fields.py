"""The fields in which personal text is kept."""

from django.core.exceptions import FieldError
from django.db import models

from julien.core.crypto import PERSONAL, PROFILE, decrypt, encrypt, keys_of


class EncryptedTextField(models.TextField):
    """Text that lies encrypted in the database and is plain in Python. "" stays "".

    It cannot be searched: any lookup but isnull raises FieldError. To find a row, keep a
    keyed hash beside it (julien.core.crypto.keyed_hash). `keys` names its set of keys.
    """

    keys = PERSONAL

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value, keys_of(self.keys)) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value, keys_of(self.keys)) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: search its keyed hash instead.")
        return super().get_lookup(lookup_name)


class SealedTextField(EncryptedTextField):
    """Text under the keys of profiles, in pieces of one size: its length tells nothing either.

    Spaces at its end are lost.
    """

    keys = PROFILE
    SIZE = 512

    def get_prep_value(self, value):
        return super().get_prep_value(self.padded(value) if value else value)

    @classmethod
    def padded(cls, text):
        return text + " " * (-len(text.encode()) % cls.SIZE)

    def from_db_value(self, value, expression, connection):
        return super().from_db_value(value, expression, connection).rstrip(" ")
