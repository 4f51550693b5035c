"""/admin/, for what has no page of its own. Personal records are not in it."""

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from julien.core.roles import Can


class RolesAdminSite(AdminSite):
    """Open to the role "administration" only, through the team's own login."""

    site_header = _("JU-lien, administration")
    site_title = _("JU-lien")
    index_title = _("Réglages et comptes")
    site_url = reverse_lazy("staff:home")

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.can(Can.ADMINISTER)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """One login for everybody; who is logged in without the role is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))
