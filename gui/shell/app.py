"""Starts the window: input method, language, theme, the college, one instance, first page."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.look import messages
from gui.look.theme import theme
from gui.settings.idle_lock import IdleLock
from gui.shared.changes import Changes
from gui.shared.context import WINDOW_FILE, Context
from gui.shared.worker import Worker
from gui.shell.main_window import MainWindow
from models import database, export_log, keys, paths
from models.errors import UserError

WARM_MS = 1_500
"""After the first painting: load what the first export or search would wait for."""

SWITCH_SECONDS = 0.0005
"""A working thread gives way to the window ten times sooner than Python's own 5 ms."""

HEAVY = ("pypinyin", "openpyxl", "docx", "reportlab.pdfgen.canvas", "python_calamine", "pypdfium2")


def run_window(data_dir: Path | None) -> int:
    """Open the college in `data_dir` (None = the user's own) and show the window; exit status."""
    choose_input_method()
    sys.setswitchinterval(SWITCH_SECONDS)
    app = make_application()
    folder = data_dir or paths.default_data_folder()
    theme().start(QSettings(str(folder / WINDOW_FILE), QSettings.Format.IniFormat))
    messages.install_crash_handler(folder)
    keeper = open_college(folder)
    if keeper is None:
        return 1
    window = make_window(keeper)
    window.show()
    QTimer.singleShot(WARM_MS, lambda: after_first_paint(window))
    status = app.exec()
    close(window)
    return status


def choose_input_method() -> None:
    """Chinese typing under fcitx5 on Linux: Qt's wheels reach it only through ibus' portal.

    Qt's ibus plugin insists on a running ibus-daemon unless the portal is asked for. A real
    ibus set-up, and whatever the user set for this purpose, is left alone.
    """
    if not sys.platform.startswith("linux") or "IBUS_USE_PORTAL" in os.environ:
        return
    names = [os.environ.get(name, "") for name in ("XMODIFIERS", "QT_IM_MODULE", "GTK_IM_MODULE")]
    if any("fcitx" in name for name in names):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


def make_application() -> QApplication:
    """The application with Chinese locale, Qt's own Chinese words and the Fusion style."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        app = found
        app.setStyle("Fusion")
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName(messages.TITLE)
    app.setApplicationVersion(paths.version())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    return app


def open_college(folder: Path, password: str | None = None) -> database.Keeper | None:
    """The open data folder; None after the person was told why it cannot be opened.

    Where another window holds the folder, that one comes to the front. A damaged file is
    replaced from a backup that she chooses.
    """
    try:
        return database.open_folder(folder, password)
    except keys.PasswordNeeded:
        return ask_password(folder)
    except database.AlreadyOpen as error:
        from gui.shell import single_instance

        if not single_instance.call(folder):
            messages.show_error(None, error)
    except database.DamagedDatabase as error:
        from gui.shell.recovery import offer_recovery

        if offer_recovery(folder, error, password):
            return open_college(folder, password)
    except UserError as error:
        messages.show_error(None, error)
    return None


def ask_password(folder: Path) -> database.Keeper | None:
    """The college of a protected folder; None when she leaves without the password."""
    from gui.settings.unlock_dialog import UnlockDialog

    known: list[str] = []

    def check(password: str) -> None:
        keys.check(folder, password)
        known.append(password)

    dialog = UnlockDialog(check, heading="这份数据设有密码", details=str(folder))
    return open_college(folder, known[-1]) if dialog.exec() and known else None


def make_window(keeper: database.Keeper) -> MainWindow:
    """The window over an open college, not yet shown."""
    worker = Worker(keeper)
    changes = Changes()
    settings = QSettings(str(keeper.folder / WINDOW_FILE), QSettings.Format.IniFormat)
    year = int(str(settings.value("window/year", 0))) or date.today().year
    return MainWindow(Context(keeper, year, changes, worker))


def after_first_paint(window: MainWindow) -> None:
    """What may wait until the window stands: warm modules, hear second starts, overdue backup."""
    from gui.shell import single_instance

    context = window.context
    IdleLock(context, window)
    if (context.keeper.folder / paths.PRINT_FONTS).is_file():
        from exports.prints import office_fonts

        for fault in office_fonts.take_over(context.keeper.folder):
            context.say(fault)
    window.listener = single_instance.Listener(context.keeper.folder, window)
    context.worker.look_up(export_log.close_abandoned, lambda _: None, is_slow=True)
    context.worker.look_up(warm, lambda _: None, is_slow=True)
    latest = next(iter(context.keeper.backups()), None)
    if latest is not None and latest.made_at[:10] < date.today().isoformat():
        window.backups.make_daily()


def warm() -> None:
    """Import the heavy modules in a thread of their own, so that their first use is quick."""
    from importlib import import_module

    for name in HEAVY:
        import_module(name)
    import_module("gui.fields.choices").warm_up()


def close(window: MainWindow) -> None:
    """Stop the threads, then let go of the college; its backup was made before."""
    context = window.context
    context.changes.stop()
    context.worker.stop()
    context.keeper.close(backup=False)
