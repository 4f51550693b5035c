"""The processes of the product, as the demo and the process tests run them.

docker-compose.yml names the same programmes for production.
"""

import os
import sys

CELERY = (sys.executable, "-m", "celery", "--app", "julien.celery")


def web(host, port, workers=2):
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "julien.wsgi:application"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "2", "--no-ws", "--http", "1"),
        *("--http1-buffer-size", "65536"),  # longest head of a request: addresses and headers
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
    ]


def worker():
    """Two processes; two threads where /dev/shm, which processes need, cannot be written."""
    processes = sys.platform != "linux" or os.access("/dev/shm", os.W_OK)  # nosec B108
    return [
        *(*CELERY, "worker", "--pool", "prefork" if processes else "threads"),
        *("--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"),
    ]


def beat():
    return [*CELERY, "beat", "--loglevel", "INFO"]
