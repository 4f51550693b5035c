"""The rights of the role with which the product works: all rows, but the trail only grows.

Two roles: the owner runs `migrate`; the application's role runs web, worker and beat. The
triggers already refuse changes; without these rights nobody in the application can remove them.
"""

from django.apps import apps
from django.db import connection

SCHEMA = "public"
FIGURES = "figures"  # the views of julien/retention/anonymous.py


def trail_tables():
    """The tables that only grow."""
    return sorted(model._meta.db_table for model in apps.get_app_config("audit").get_models())


def rights_for(role):
    """The statements, to be run by the owner of the tables after each `migrate`. Safe twice."""
    name = connection.ops.quote_name(role)
    trail = ", ".join(f"{SCHEMA}.{table}" for table in trail_tables())
    return [
        f"REVOKE CREATE ON SCHEMA {SCHEMA} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {name}",
        f"REVOKE ALL ON {trail} FROM {name}",
        f"GRANT SELECT, INSERT ON {trail} TO {name}",
        f"GRANT USAGE ON SCHEMA {FIGURES} TO {name}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {FIGURES} TO {name}",
    ]


MIGHT = """
SELECT c.relname, p.privilege
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
    unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p(privilege)
WHERE n.nspname = %s AND c.relname = ANY(%s)
    AND has_table_privilege(current_user, c.oid, p.privilege)
ORDER BY 1, 2
"""


def too_much():
    """[(table, right)] that the role we are connected with has on the trail, and should not."""
    with connection.cursor() as cursor:
        cursor.execute(MIGHT, [SCHEMA, trail_tables()])
        return cursor.fetchall()
