"""The empty list that the office sends out: for which programme, and in which language."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QVBoxLayout, QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.pickers import RecordPicker
from exchange_desk.model import Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.text import fold


class TemplateDialog(QDialog):
    """Asks where to save, writes the workbook and says where it is."""

    def __init__(self, ctx: Context, programme: Id | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        lang = self.lang
        self.setWindowTitle(lang("Template for municipalities"))
        self.setMinimumWidth(420)
        self.programme = RecordPicker(ctx, Programme, buttons=False)
        self.programme.set_value(programme)
        self.programme.name_it(lang("Programme"))
        self.language = QComboBox()
        self.language.setAccessibleName(lang("Language of the template"))
        for code in LANGUAGES:
            self.language.addItem(Language(code).language(code), code)
        self.language.setCurrentIndex(max(0, self.language.findData(lang.code)))
        form = QFormLayout()
        form.addRow(lang("Programme"), self.programme)
        form.addRow(lang("Language of the template"), self.language)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(lang("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        text = lang("A workbook with headings, choices and instructions. Lists made with it need hardly any review.")
        column.addWidget(plain(text, wrap=True))
        column.addLayout(form)
        column.addWidget(buttons)
        buttons.accepted.connect(self._ask_where)
        buttons.rejected.connect(self.reject)

    def _ask_where(self) -> None:
        spoken = Language(self.language.currentData())
        name = fold(spoken("Template for municipalities")).replace(" ", "_") + ".xlsx"
        start = str(self.ctx.folder("template") / name)
        chosen, _ = QFileDialog.getSaveFileName(self, self.lang("Save the template"), start, "Excel (*.xlsx)")
        if chosen:
            self._write(Path(chosen).with_suffix(".xlsx"), spoken)

    def _write(self, path: Path, spoken: Language) -> None:
        ctx, programme = self.ctx, self.programme.value()
        ctx.remember_folder("template", path.parent)
        ctx.tasks.run(
            self.lang("Writing the template"),
            lambda _: ctx.desk.imports.write_template(path, programme, spoken),
            done=lambda _: self._written(path),
            failed=self._failed,
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        show_error(self, error, self.lang)

    def _written(self, path: Path) -> None:
        self.ctx.announce(self.lang("“{name}” was saved.", name=path.name))
        self.accept()
