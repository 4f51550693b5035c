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


def forget_old_failures(*, at):
    """Names and addresses of failed log-ins are kept for as long as they close a door."""
    AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME).delete()
