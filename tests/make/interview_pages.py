"""The sheet as a browser sends it back, without one."""

import re
from html import unescape

from django.urls import reverse

from callbacks.services.interview_answers import Answers
from callbacks.services.interviews import save_interview
from tests.make.callbacks import NOW
from tests.make.interviews import load_communes, make_draft


def logged_in_draft(client, **fields):
    """A draft, its holder logged in, the communes known."""
    load_communes()
    draft = make_draft(**fields)
    client.force_login(draft.caller)
    return draft


def address(interview, name="interview"):
    return reverse(f"callbacks:{name}", args=[interview.callback.request.reference])


def text(response):
    return unescape(response.content.decode())


def changes_of(response):
    """What a table of changes says: [(before, after)]."""
    return re.findall(r"<td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>", text(response))


def sheet_of(response):
    """What a browser would send back: the value of each control on the page."""
    html, typed = text(response), {}
    for tag in re.findall(r"<input[^>]+>", html):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in attrs or attrs["name"] == "csrfmiddlewaretoken":
            continue
        is_choice = attrs.get("type") in {"radio", "checkbox"}
        if not is_choice or re.search(r"\bchecked\b", tag):
            typed.setdefault(attrs["name"], []).append(
                attrs.get("value", "on" if is_choice else "")
            )
    for name, words in re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', html):
        typed[name] = [words]
    return typed


def post(client, interview, name="interview", **changes):
    """Open the page, change some answers and press a button."""
    opened = "interview_amend" if name == "interview_amend" else "interview"
    typed = sheet_of(client.get(address(interview, opened))) | changes
    return client.post(address(interview, name), typed)


def save(draft, *aids, follow_ups=(), **said):
    """Save through the service, as the holder."""
    answers = Answers(said=said, aids=aids, follow_ups=follow_ups)
    save_interview(
        interview_id=draft.pk, by=draft.caller, revision=draft.revision, answers=answers, at=NOW
    )
    draft.refresh_from_db()
