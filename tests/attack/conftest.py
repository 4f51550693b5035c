from tests.untold import templates_untold

__all__ = ["templates_untold"]
