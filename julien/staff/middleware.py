"""The administrator who acts in another person's place."""

from django.utils import timezone

from julien.staff.acting import running_spell


class ActingMiddleware:
    """For the pages of the team, request.user is then that person; request.actor is who it is.

    Public pages are left alone, so that they never touch the session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return
        request.actor = request.user
        spell = running_spell(request, now=timezone.now())
        if spell:
            request.user = spell.acts_as
            request.user.acted_by, request.user.acted_why = request.actor, spell.why
