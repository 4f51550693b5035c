"""What `manage.py doctor` says about the trail: who could undo it, and what it does not see."""

from django.conf import settings
from django.db import connection

from julien.audit.rights import SCHEMA, too_much

SLEEPING = """
SELECT c.relname, t.tgname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND t.tgname IN ('audit_write', 'append_only')
    AND t.tgenabled NOT IN ('O', 'A')
ORDER BY 1
"""


def problems():
    """The demo has one role for all; anywhere else the application's must not be the owner's."""
    if not settings.DEMO and (found := too_much()):
        rights = sorted({right for _table, right in found})
        yield (
            f"The database role of the application can undo the trail ({', '.join(rights)}): "
            "run what manage.py audit_rights ROLE prints, and give the application that role."
        )
    with connection.cursor() as cursor:
        cursor.execute(SLEEPING, [SCHEMA])
        for table, trigger in cursor.fetchall():
            yield f"The trigger {trigger} of {table} is switched off: the trail has gaps."
