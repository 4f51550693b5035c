"""Why promises were missed: the list for supervisors."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from callbacks.lateness import PERIOD, late_lines
from callbacks.services.finding import find
from callbacks.services.lateness import NotLate, set_late_reason
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
def lateness(request):
    """Each promise that was missed in the last weeks, with its reason, or the reason to give."""
    now = timezone.now()
    if request.method == "POST":
        return _save(request, now)
    show_all = request.GET.get("voir") == "tous"
    lines = late_lines(now, untold_only=not show_all)
    context = {"lines": lines, "show_all": show_all, "days": PERIOD.days, "now": now}
    return render(request, "callbacks/lateness.html", context)


def _save(request, now):
    """Each record by itself; what is not late, or not on the list, stays as it is."""
    told = 0
    for line in late_lines(now, untold_only=False):
        code = request.POST.get(f"raison-{line.reference}", "")
        if not code or code == line.reason:
            continue
        try:
            set_late_reason(callback_id=find(line.reference, at=now).pk, code=code, at=now)
            told += 1
        except NotLate:
            refused = _("%(ref)s : cette raison n'est pas dans la liste, ou l'appel était à temps.")
            messages.warning(request, refused % {"ref": line.reference})
    if told:
        noted = ngettext("%(n)d raison notée.", "%(n)d raisons notées.", told) % {"n": told}
        messages.success(request, noted)
    return see_other("callbacks:lateness")
