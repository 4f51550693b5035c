"""Encrypt everything again under the first key of its set. Online, resumable, loses no edit."""

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.db import connection

from julien.core.crypto import decrypt, encrypt, keys_of
from julien.core.fields import EncryptedTextField

BATCH = 500


def encrypted_fields():
    """Each field of each model that holds encrypted text; `keys` names its set of keys."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield field


def rotate(field):
    """Re-encrypt one column. Returns how many values were under an older key.

    A value changed by somebody meanwhile is left: it was written under the first key. Stopped
    half-way it is run again: what is done is recognised. Raises InvalidToken, changing no
    more, when a value fits none of the keys.
    """
    keys, meta = keys_of(field.keys), field.model._meta
    newest = Fernet(keys[0])
    names = (meta.db_table, meta.pk.column, field.column)
    table, key, name = map(connection.ops.quote_name, names)
    read = f"SELECT {key}, {name} FROM {table} WHERE {key} > %s AND {name} <> ''"  # nosec B608
    write = f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"  # nosec B608
    last, renewed = 0, 0
    with connection.cursor() as cursor:
        while rows := _page(cursor, f"{read} ORDER BY {key} LIMIT {BATCH}", last):
            for pk, token in rows:
                if not _opens(newest, token):
                    again = encrypt(decrypt(token, keys), keys)
                    cursor.execute(write, [again, pk, token])
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
