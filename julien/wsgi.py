"""The web process: `granian --interface wsgi julien.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
django = get_wsgi_application()

from campaigns.stored.door import StoredPages  # noqa: E402  # once Django is set up
from julien.core.proof import refuse_wrong_keys  # noqa: E402

refuse_wrong_keys()
application = StoredPages(django)
