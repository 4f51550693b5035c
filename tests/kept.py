"""Rows that take seconds to make: made once for a module, and shared by its tests."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept_for_the_module(blocker, load):
    """What `load` writes is there for each test of the module; what a test writes is taken back.

    blocker: pytest-django's django_db_blocker. For fixtures with scope="module", which also ask for
    django_db_setup. Every test of the module finds the rows, whether it asks for them or not.
    """
    with blocker.unblock(), transaction.atomic():
        load()
        with blocker.block():
            yield
        transaction.set_rollback(True)
