"""What a template of ours prints for a variable that does not exist: nothing, it fails."""

import sys
from pathlib import Path

OURS = (str(Path(__file__).resolve().parent.parent / "templates"), "<unknown source>")


class LoudString(str):
    """For `string_if_invalid`: an empty string that objects to being used in our templates.

    Django asks it `if string_if_invalid` where it found no such variable. The templates of
    Django's admin and of crispy-forms count on silence and get it, filters and all. Which
    template is being rendered stands in the frame that asks, and nowhere else.
    """

    __slots__ = ()

    def __bool__(self):
        asking = sys._getframe(1).f_locals
        context, expression = asking.get("context"), asking.get("self")
        if context is not None and hasattr(expression, "var") and _all_ours(context):
            raise AssertionError(f"undefined template variable: {expression.token}")
        return False


def _all_ours(context):
    """Both the page and the piece of it that is being rendered are ours."""
    pages = (context.template, getattr(context.render_context, "template", None))
    return all(page is None or str(page.origin.name).startswith(OURS) for page in pages)
