"""The version that triggers give to what pages and terms show (campaigns/stored/watch.py)."""

from django.db import connection

READ = "SELECT version FROM campaigns_pagesversion"


def pages_version():
    """The version that is committed; None when there is none. One query.

    Read it before the rows: they are then at least as new.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return row[0] if row else None
