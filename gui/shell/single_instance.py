"""A second start of the program brings the first window to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

ANSWER_MS = 1_500


def name_of(folder: Path) -> str:
    """The name under which the window of this data folder is called."""
    return "waishi-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def call(folder: Path) -> bool:
    """Ask the window that holds this folder to come forward; False when nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(b"show\n")
    socket.flush()
    answered = socket.waitForReadyRead(ANSWER_MS)
    socket.disconnectFromServer()
    return answered


class Listener(QObject):
    """Hears further starts; only this user can call."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # We hold the folder's lock, so a socket file of this name is left over from a crash.
        QLocalServer.removeServer(name_of(folder))
        self._server.newConnection.connect(self._answer)
        self._server.listen(name_of(folder))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"ok\n")
            socket.flush()
            self.come_forward()

    def come_forward(self) -> None:
        """Show the window, also when it is minimised."""
        states = Qt.WindowState
        state = self._window.windowState() & ~states.WindowMinimized | states.WindowActive
        self._window.setWindowState(state)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
