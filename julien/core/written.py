"""A form whose name must be new, sent twice at once."""

from django.db import IntegrityError, transaction


def written(form, write):
    """Whether write() was done for this valid ModelForm, all of it or nothing.

    When the same came twice at once, both were valid, and the database lets in one. The other
    finds the name taken, and its form says so as it would have a moment later.
    """
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        form.full_clean()
        if form.is_valid():
            raise
        return False
    return True
