"""The code of a partner, carried from link to link by ?s=. No cookie."""

import re
from secrets import token_hex

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
# Stands for any code in what is written once for all partners (campaigns.stored.written). As long
# as a code may be and of its letters: nothing cuts or escapes it. Of this process: no text has it.
STAND_IN = token_hex(10)


def code_in(request):
    """The code the address carries, or "". Only its form is looked at here."""
    code = request.GET.get("s", "")
    return code if CODE.fullmatch(code) else ""
