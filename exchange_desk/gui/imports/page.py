"""What every step of the import window is."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.imports.draft import Draft


class Page(QWidget):
    """Shows the draft and tells it what the person did; keeps nothing that the draft does not know."""

    title = ""
    """Text source of the step's name."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.ctx = draft.ctx
        self.lang = draft.ctx.lang

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard begins when the step comes into view; None: at the button that goes on."""
        return None

    def show_draft(self) -> None:
        """Show what the draft says now. Called when the step comes into view and after each change."""

    def why_not_on(self) -> str:
        """Why the next step cannot be gone to, in a sentence; "" when it can."""
        if self.draft.plan is None:
            return self.lang("Choose a file first.")
        return ""
