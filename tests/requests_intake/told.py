"""An app above that tells what a test wants told: named in settings.REQUEST_PROGRESS."""

from requests_intake.progress import Progress

_now = {"progress": Progress()}


def tell(progress):
    _now["progress"] = progress


def progress(_request):
    return _now["progress"]
