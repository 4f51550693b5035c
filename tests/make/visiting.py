"""Opening pages of the desk as somebody, and reading what they say."""

from html import unescape

from django.urls import reverse


def words(answer):
    """What the page says."""
    return unescape(answer.content.decode())


def visitor(client, member):
    """Open or send as a member: page("callbacks:meeting", ref), page(..., posted={})."""
    client.force_login(member)

    def visit(name, *args, posted=None, query=""):
        address = reverse(name, args=args) + query
        return client.get(address) if posted is None else client.post(address, posted)

    return visit


def call_page(callback, act=""):
    """The address of the call page of a callback, or of what is done there."""
    return f"/equipe/rappels/{callback.request.reference}/{act}"
