"""JU-lien. The Celery app is loaded with the package, so that wake() rings our broker everywhere."""

from julien.celery import app as celery_app

__all__ = ["celery_app"]
