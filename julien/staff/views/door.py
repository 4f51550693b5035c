"""Coming in, going out, and where each role begins its day."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from julien.core.roles import Can, Role
from julien.staff.forms.door import LoginForm
from julien.staff.services.second_factor import has_factor
from julien.staff.sessions import TOLD, hold, let_in

# The first line that fits decides. Written in the order of urgency of the work.
HOMES = [
    (Can.WORK_QUEUE, "callbacks:queue"),
    (Can.EDIT, "editing:home"),
    (Can.ADMINISTER, "admin:index"),
    (Can.SEE_HANDED_OVER, "callbacks:handed_over"),
    (Can.SEE_FIGURES, "statistics:home"),
]
DEMO_PASSWORD = "julien-demo"  # nosec B105  # known on purpose, only where DEMO is on
DEMO_ACCOUNTS = [
    ("intervenante", Role.CALLER),
    ("intervenant2", Role.CALLER),
    ("responsable", Role.SUPERVISOR),
    ("redaction", Role.EDITOR),
    ("redaction2", Role.EDITOR),
    ("evaluation", Role.ANALYST),
    ("administration", Role.ADMIN),
    ("partenaire", Role.PARTNER),
]


@method_decorator(login_not_required, name="dispatch")
class Login(LoginView):
    """Name and password, then the second factor. The answer to a wrong one names nobody."""

    template_name = "staff/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        owner, now = form.get_user(), timezone.now()
        if settings.REQUIRE_SECOND_FACTOR or has_factor(owner):
            hold(self.request, owner, at=now, next_address=self.get_redirect_url())
            return HttpResponseRedirect(reverse("staff:second_factor"))
        let_in(self.request, owner, at=now)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        shown = [(name, role.label) for name, role in DEMO_ACCOUNTS] if settings.DEMO else []
        ended = self.request.session.pop(TOLD, None)
        return super().get_context_data(
            demo_accounts=shown,
            demo_password=DEMO_PASSWORD,
            ended_at=ended and parse_datetime(ended),
            **kwargs,
        )


class Logout(LogoutView):
    """POST only: a link in a message must not log anybody out."""


@require_safe
def home(request):
    """Send everybody to where their work is; who has none here yet is told so."""
    for capability, address in HOMES:
        if request.user.can(capability):
            return HttpResponseRedirect(reverse(address))
    return render(request, "staff/home.html", {"title": _("Rien ne vous est confié")})
