"""Empty the database after a test that committed.

Django's own way, TRUNCATE of every table and permissions written anew, takes fifty times longer,
after each page that a browser opens. Here only the tables that hold rows are emptied. What Django
itself keeps about our models (content types, permissions) is the same for every test and stays.
"""

from django.db import connection

KEPT = {"django_content_type", "auth_permission"}
MANY = 1000  # rows: beyond, what is left of them on disk would slow the next tests down


def empty():
    """No table of a model holds a row any more. Sequences go on, as with Django."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(HOLDS_ROWS.format(table) for table in sorted(tables)))
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica")  # no trigger, no foreign key
        try:
            large = [table for table in filled if _emptied(cursor, table) > MANY]
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
        for table in large:
            cursor.execute(f"VACUUM {table}")


HOLDS_ROWS = "SELECT '{0}' WHERE EXISTS (SELECT FROM {0})"


def _emptied(cursor, table):
    cursor.execute(f"DELETE FROM {table}")
    return cursor.rowcount
