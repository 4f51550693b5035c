"""The links of the catalogue: what no longer answers, and what to do about it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.editing.links.guard import is_web_address
from campaigns.editing.links.register import lines, take_new_address
from campaigns.models import Link
from campaigns.tasks import check_links
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.wake import wake


@require_safe
@requires(Can.EDIT)
def links(request):
    """What asks for somebody first; the fine ones when they are asked for."""
    found = lines(today=timezone.localdate())
    asking = [line for line in found if line.link.state not in ("fine", "new")]
    context = {
        "lines": found if "tous" in request.GET else asking,
        "total": len(found),
        "shows_all": "tous" in request.GET,
        "last": max((one.link.checked_at for one in found if one.link.checked_at), default=None),
    }
    return render(request, "campaigns/editing/links.html", context)


@require_POST
@requires(Can.EDIT)
def ignore(request, link_id):
    """Leave an address alone, and say why; without a reason it is watched again."""
    link = get_object_or_404(Link, pk=link_id)
    why = " ".join(request.POST.get("why", "").replace("\x00", "").split())[:200]
    if not why and "watch" not in request.POST:
        messages.error(request, _("Dites pourquoi ce lien n'est plus contrôlé."))
        return back()
    link.ignored_because, link.next_check_at = why, timezone.now()
    link.save(update_fields=["ignored_because", "next_check_at"])
    messages.success(
        request, _("Ce lien est ignoré.") if why else _("Ce lien est de nouveau suivi.")
    )
    return back()


@require_POST
@requires(Can.EDIT)
def again(request, link_id):
    """Have it checked at once."""
    get_object_or_404(Link, pk=link_id)
    Link.objects.filter(pk=link_id).update(next_check_at=timezone.now())
    wake(check_links)
    messages.success(request, _("Le contrôle est demandé. Revenez dans un instant."))
    return back()


@require_POST
@requires(Can.EDIT)
def replace(request, link_id):
    """Write another address wherever this one stands."""
    link = get_object_or_404(Link, pk=link_id)
    new = request.POST.get("new", "").replace("\x00", "").strip()
    if len(new) > 300 or not is_web_address(new):
        messages.error(request, _("Ce n'est pas une adresse du web (https://…). Rien n'a changé."))
        return back()
    take_new_address(link_id=link.pk, new=new, at=timezone.now())
    messages.success(request, _("La nouvelle adresse est partout à la place de l'ancienne."))
    return back()


def back():
    return HttpResponseRedirect(reverse("editing:links"))
