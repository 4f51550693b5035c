"""The web process: `granian --interface wsgi julien.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
application = get_wsgi_application()
