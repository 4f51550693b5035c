"""The code of a partner, carried from link to link by ?s=. No cookie."""

import re

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")


def code_in(request):
    """The code the address carries, or "". Only its form is looked at here."""
    code = request.GET.get("s", "")
    return code if CODE.fullmatch(code) else ""
