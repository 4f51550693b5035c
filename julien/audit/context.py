"""Who is acting, told to the database so that its triggers can write it down."""

from contextlib import contextmanager

from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE")
STEPS = tuple(f"{word} " for word in WRITES)  # of a statement that begins with WITH
SET = (
    "SELECT set_config('julien.actor', %s, false), set_config('julien.page', %s, false),"
    " set_config('julien.why', %s, false)"
)


@contextmanager
def acting(who):
    """Within the block, each write is recorded as done by who() = (actor id, page name, why).

    `who` is asked at each write and may return None for "nobody of the team". It is told again
    before each write because a rolled back savepoint takes it back; at the end it is cleared,
    so a connection kept for the next visitor carries nobody's name.
    """
    told = False

    def tell(execute, sql, params, many, context):
        nonlocal told
        if isinstance(sql, str) and _writes(sql):
            someone = who()
            if someone is not None:
                actor_id, page, why = someone
                context["cursor"].cursor.execute(SET, [str(actor_id), page[:60], why[:200]])
                told = True
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(tell):
            yield
    finally:
        if told and connection.connection is not None and not connection.connection.closed:
            with connection.connection.cursor() as cursor:
                cursor.execute(SET, ["", "", ""])


def _writes(sql):
    begins = sql.lstrip()[:6].upper()
    if begins.startswith("WITH"):
        return any(step in sql.upper() for step in STEPS)
    return begins in WRITES


class AuditContextMiddleware:
    """Name the logged-in member of the team for the writes of this request.

    Public pages and webhooks open no session: their writes have no actor (the person, the system).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        def who():
            if not request.session.accessed or not request.user.is_authenticated:
                return None
            match = request.resolver_match
            actor_id, why = request.user.answers_for()
            return actor_id, match.view_name if match else "", why

        with acting(who):
            return self.get_response(request)
