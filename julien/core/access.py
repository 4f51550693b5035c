"""Doorkeepers of views."""

from functools import wraps

from django.core.exceptions import PermissionDenied


def requires(*capabilities):
    """Let in staff whose roles give at least one of `capabilities`; others get 403.

    Who is not logged in never comes this far: pages are private by default.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.user.can(capability) for capability in capabilities):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_capabilities = capabilities
        return guarded

    return decorate
