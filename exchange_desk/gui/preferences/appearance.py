"""Language, colours and text size; seen at once, kept only when saved."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.settings import Settings

_THEMES = {"system": msg("&As the system"), "light": msg("Li&ght"), "dark": msg("&Dark")}
_WINDOWS_CHANGE = msg("The windows change their language when you save.")
_LEAST, _GREATEST, _STEP = 80, 200, 10


class AppearancePage(QWidget):
    """`changed`: something differs from what was shown before."""

    changed = Signal()

    def __init__(self, lang: Language, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._before = settings
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.language.setAccessibleName(lang("Language"))
        self.themes = QButtonGroup(self)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_LEAST // _STEP, _GREATEST // _STEP)
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setValue(round(settings.text_size / _STEP))
        self.slider.setAccessibleName(lang("Text size"))
        self.slider.setMinimumWidth(220)
        self.per_cent = plain()
        self.language_note = plain(wrap=True, tone="dim")
        self._build()
        self.language.currentIndexChanged.connect(self._show_language)
        self.themes.buttonToggled.connect(self._show_theme)
        self.slider.valueChanged.connect(self._show_size)
        self._tell_size()

    @property
    def chosen(self) -> Settings:
        """The settings with what is chosen here."""
        return replace(
            self._before,
            language=str(self.language.currentData()),
            theme=self._theme(),
            text_size=self.slider.value() * _STEP,
        )

    @property
    def differs(self) -> bool:
        """Whether anything is chosen that was not so before."""
        return self.chosen != self._before

    def take_back(self) -> None:
        """Look again as before: whoever takes the settings over shows them."""
        if self.differs:
            _show(self._before)

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setVerticalSpacing(12)
        form.addRow(self.lang("&Language"), self.language)
        form.addRow("", self.language_note)
        self.language_note.hide()
        themes = QWidget()
        row = QHBoxLayout(themes)
        row.setContentsMargins(0, 0, 0, 0)
        for name, text in _THEMES.items():
            button = QRadioButton(self.lang(text))
            button.setProperty("theme", name)
            button.setChecked(name == self._before.theme)
            self.themes.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        form.addRow(self.lang("Colours"), themes)
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider)
        row.addWidget(self.per_cent)
        row.addStretch(1)
        form.addRow(self.lang("Text &size"), sizes)
        form.labelForField(sizes).setBuddy(self.slider)  # type: ignore[attr-defined]  # a label, as addRow made it
        self._preview = QFrame()
        self._preview.setFrameShape(QFrame.Shape.StyledPanel)
        QVBoxLayout(self._preview)
        form.addRow(self.lang("Preview"), self._preview)
        self._fill_preview()

    def _fill_preview(self) -> None:
        """Made anew after each change: labels keep the colours and sizes they were made with."""
        frame = self._preview.layout()
        assert frame is not None
        while (item := frame.takeAt(0)) is not None:
            if old := item.widget():
                old.deleteLater()
        sample = QWidget()
        column = QVBoxLayout(sample)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(self.lang("Placement summary")))
        row = QHBoxLayout()
        row.addWidget(symbol(theme.TONE_ICONS["good"], "good"))
        row.addWidget(plain(self.lang("Confirmed"), tone="good"))
        row.addSpacing(12)
        row.addWidget(symbol(theme.TONE_ICONS["warning"], "warning"))
        row.addWidget(plain(self.lang("Waiting for the host"), tone="warning"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(plain(self.lang("This is how lists and forms will read."), wrap=True))
        frame.addWidget(sample)

    def _theme(self) -> str:
        button = self.themes.checkedButton()
        return str(button.property("theme")) if button else self._before.theme

    def _show_language(self) -> None:
        """In the language that was chosen, so that it can be read by whoever needs it."""
        new = Language(str(self.language.currentData()))
        self.language_note.setText(new(_WINDOWS_CHANGE))
        self.language_note.setVisible(new.code != self._before.language)
        self.changed.emit()

    def _show_theme(self, button: QRadioButton, checked: bool) -> None:  # noqa: ARG002 - Qt's signal
        if checked:
            _show(self.chosen)
            self._fill_preview()
            self.changed.emit()

    def _show_size(self) -> None:
        self._tell_size()
        theme.set_text_size(_app(), self.chosen.text_size)
        self._fill_preview()
        self.changed.emit()

    def _tell_size(self) -> None:
        self.per_cent.setText(self.lang("{n} %", n=self.slider.value() * _STEP))


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _show(settings: Settings) -> None:
    theme.prepare(_app(), theme=settings.theme, text_size=settings.text_size)
