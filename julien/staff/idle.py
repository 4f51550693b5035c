"""When an unused account is warned, then closed. An account nobody watches is a door left open.

Change the days here and nowhere else: pages, mails and the daily sweep read them.
"""

from datetime import timedelta

WARN_AFTER = timedelta(days=60)
CLOSE_AFTER = timedelta(days=90)
# Nobody is closed without this much warning, even if the sweep slept for months.
NOTICE = timedelta(days=14)
