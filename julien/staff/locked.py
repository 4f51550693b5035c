"""Which doors are closed after failed log-ins (kept by django-axes)."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum


def locked_names(now):
    """The names closed at this moment, from one address or several."""
    recent = AccessAttempt.objects.filter(attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    counted = recent.values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    many = counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    return set(many.values_list("username", flat=True))
