"""Encrypt everything again under the first of FIELD_KEYS. Online, resumable, loses no edit."""

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import connection

from julien.core.crypto import decrypt, encrypt
from julien.core.fields import EncryptedTextField

BATCH = 500


def encrypted_columns():
    """(model, [column, …]) for each table that holds encrypted text."""
    for model in apps.get_models():
        columns = [
            field.column
            for field in model._meta.local_fields
            if isinstance(field, EncryptedTextField)
        ]
        if columns:
            yield model, columns


def rotate(model, column):
    """Re-encrypt one column. Returns how many values were under an older key.

    A value changed by somebody meanwhile is left: it was written under the first key. Stopped
    half-way it is run again: what is done is recognised. Raises InvalidToken, changing no
    more, when a value fits none of the keys.
    """
    newest = Fernet(settings.FIELD_KEYS[0])
    table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
    name = connection.ops.quote_name(column)
    read = f"SELECT {key}, {name} FROM {table} WHERE {key} > %s AND {name} <> ''"  # nosec B608
    write = f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"  # nosec B608
    last, renewed = 0, 0
    with connection.cursor() as cursor:
        while rows := _page(cursor, f"{read} ORDER BY {key} LIMIT {BATCH}", last):
            for pk, token in rows:
                if not _opens(newest, token):
                    cursor.execute(write, [encrypt(decrypt(token)), pk, token])
                    renewed += cursor.rowcount
            last = rows[-1][0]
    return renewed


def _page(cursor, sql, last):
    cursor.execute(sql, [last])
    return cursor.fetchall()


def _opens(fernet, token):
    try:
        fernet.decrypt(token.encode())
    except InvalidToken:
        return False
    return True
