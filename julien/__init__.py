"""JU-lien. The Celery app is loaded with the package: wake() rings our broker everywhere."""

from julien.celery import app as celery_app

__all__ = ["__version__", "celery_app"]
__version__ = "0.1.0"
