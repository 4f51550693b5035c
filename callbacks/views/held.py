"""What is held about a person and who looked: shown, or handed over on paper, with a reason."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from callbacks.forms.held import HeldForm, WhyHeld
from callbacks.held import everything_about, looks_at
from callbacks.held_pdf import write
from callbacks.views.answers import find_or_404
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Can.SUPERVISE)
def held_data(request, reference):
    """GET asks why. POST writes the look down, then shows everything, or hands over the PDF."""
    callback = find_or_404(reference)
    form = HeldForm(request.POST if request.method == "POST" else None)
    context = {"reference": reference, "form": form, "rows": (), "looks": ()}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "callbacks/held.html", context, status=status)
    why = str(WhyHeld(form.cleaned_data["why"]).label)
    record_read(
        person_id=callback.request_id,
        what="everything",
        by=request.user,
        page="callbacks:held",
        why=why,
    )
    rows, looks = everything_about(callback.request_id), looks_at(callback.request_id)
    if request.POST.get("format") == "pdf":
        pdf = write(reference=reference, rows=rows, looks=looks, at=timezone.now())
        name = f"ju-lien-{reference}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)
    return render(request, "callbacks/held.html", context | {"rows": rows, "looks": looks})
