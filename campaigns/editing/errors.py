"""Why something cannot be done now, in words for the editor who tried."""

from django.utils.translation import gettext as _


class EditingError(Exception):
    """str() is a sentence for the page."""


class NotNow(EditingError):
    """The draft is not at the step this needs: somebody was faster, or the page was old."""


class OwnText(EditingError):
    """A text is published by somebody who did not write it."""

    def __init__(self):
        super().__init__(
            _("C'est votre texte : une autre personne de la rédaction le relit et le publie.")
        )


class StaleDraft(EditingError):
    """The draft was saved by somebody else meanwhile. `draft` is what stands there now."""

    def __init__(self, draft):
        super().__init__(
            _("%(name)s a enregistré ce texte entre-temps. Rien n'est perdu : comparez.")
            % {"name": draft.written_by}
        )
        self.draft = draft


class NotReady(EditingError):
    """The checks found something. `problems` are their sentences."""

    def __init__(self, problems):
        super().__init__(" ".join(problems))
        self.problems = list(problems)


class NotAcknowledged(EditingError):
    """The text is harder than the limit and nobody answers for that."""

    def __init__(self):
        super().__init__(
            _("Ce texte dépasse la limite de lecture. Simplifiez-le, ou signez de votre nom.")
        )
