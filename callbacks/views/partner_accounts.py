"""Who works for which partner organisation."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from callbacks.forms.teams import PartnerInvitationForm
from callbacks.models import PartnerMember
from callbacks.services.teams import close_member, invite_member
from callbacks.views.answers import see_other
from campaigns.models import Partner
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written
from julien.staff.acting import only_in_person
from julien.staff.recently import recently_confirmed
from julien.staff.services.accounts import Refused
from julien.staff.services.letters import invitation_link


@require_safe
@requires(Can.SUPERVISE, Can.ADMINISTER)
def partner_accounts(request):
    """The organisations, those with accounts first, and who sees what is handed to them."""
    members = PartnerMember.objects.select_related("user").order_by("user__username")
    found = Partner.objects.prefetch_related(Prefetch("members", members)).order_by("name", "pk")
    partners = sorted(found, key=lambda partner: not partner.members.all())
    return render(request, "callbacks/partner_accounts.html", {"partners": partners})


@only_in_person
@requires(Can.SUPERVISE, Can.ADMINISTER)
@recently_confirmed
@require_http_methods(["GET", "POST"])
def invite(request, code):
    """Someone of this organisation. The link is shown once and written nowhere: it is a key."""
    partner = get_object_or_404(Partner, code=code)
    form = PartnerInvitationForm(request.POST or None)
    if form.is_valid() and written(form, lambda: _invited(form, partner)):
        account = form.instance
        context = {"account": account, "link": invitation_link(account)}
        return render(request, "staff/invited.html", context)
    context = {"form": form, "partner": partner}
    status = 422 if form.is_bound else 200
    return render(request, "callbacks/partner_invite.html", context, status=status)


def _invited(form, partner):
    account = form.save(commit=False)
    return invite_member(account=account, partner=partner, at=timezone.now())


@only_in_person
@requires(Can.SUPERVISE, Can.ADMINISTER)
@recently_confirmed
@require_POST
def close(request, account_id):
    """Somebody has left the organisation."""
    member = get_object_or_404(PartnerMember.objects.select_related("user"), user=account_id)
    try:
        close_member(member)
    except Refused:
        messages.error(request, _("Ce compte fait plus que cela : l'administration s'en occupe."))
    else:
        messages.success(request, _("Le compte est fermé, sur tous les appareils."))
    return see_other("callbacks:partner_accounts")
