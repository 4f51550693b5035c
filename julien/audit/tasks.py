from celery import shared_task

from julien.audit.services import seal


@shared_task(name="audit.seal")
def seal_entries():
    seal()
