"""Makes .venv from the locked list, compiles it, has the fonts made, proves that Qt starts.

Run with any Python 3.11–3.14 by waishi, waishi-test and their .cmd twins; may be run twice.

    python packaging/set_up.py [--test] [--check]

--test installs the test tools too. --check installs nothing: exit code 0 means that everything
is there. It is asked at every start, so it reads the locked list and nothing else (20 ms).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
LOG = PROJECT / "set-up.log"
FONTS_MADE = PROJECT / "resources" / "fonts" / "prepared.json"
WINDOWS = sys.platform == "win32"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}

# The Python versions for which the locked list was made; see requires-python in pyproject.toml.
OLDEST, BEYOND = (3, 11), (3, 15)

START_QT = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv)
QWidget().grab()
"""


class Trouble(Exception):
    """The set-up cannot go on; the text is for the person at the keyboard, in Chinese."""


def say(text: str) -> None:
    """Progress goes to stderr: stdout belongs to the command line of the program."""
    print(text, file=sys.stderr, flush=True)


def key(level: str) -> str:
    """What a finished set-up depends on: list, scripts, Python, place and machine.

    A folder that was moved or copied to another computer is thus looked at again.
    """
    state = hashlib.sha256(f"{level} {PROJECT} {VENV_PYTHON.resolve()}".encode())
    for name in (LOCKS[level], "packaging/set_up.py", "packaging/prepare_fonts.py"):
        state.update((PROJECT / name).read_bytes())
    machine = Path("/etc/machine-id")
    state.update(machine.read_bytes() if machine.is_file() else b"")
    return state.hexdigest()


def stamp(level: str) -> Path:
    """The file that a finished set-up leaves behind, with its key in it."""
    return VENV / f"ready-to-{level}.txt"


def is_ready(level: str) -> bool:
    """Whether an earlier set-up still holds; what is good for testing is good for running."""
    if not (VENV_PYTHON.exists() and FONTS_MADE.is_file()):
        return False
    levels = ("run", "test") if level == "run" else ("test",)
    return any(
        stamp(one).is_file() and stamp(one).read_text(encoding="ascii") == key(one)
        for one in levels
    )


def call(arguments: Sequence[str | Path], *, environment: dict[str, str] | None = None) -> str:
    """Run one command; its output goes to the log. Raises CalledProcessError with the output."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, arguments))}\n")
        process = subprocess.Popen(
            [str(argument) for argument in arguments],
            cwd=PROJECT,
            env=_environment() | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        lines = []
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            lines.append(line)
            _show_progress(line.strip())
    if process.wait() != 0:
        raise subprocess.CalledProcessError(process.returncode, list(arguments), "".join(lines))
    return "".join(lines)


def _environment() -> dict[str, str]:
    # Bytecode halves the time to the first window. PIP_USER, PIP_TARGET and PIP_PREFIX would
    # lead the installation out of .venv; everything else that pip was told (index, proxy,
    # certificates) holds.
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PIP_USER": "0", "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def _show_progress(line: str) -> None:
    """Say in Chinese which of pip's steps is under way; the rest stays in the log."""
    words = line.split()
    if line.startswith("Downloading ") and len(words) > 1:
        size = " ".join(words[2:])
        say(f"  下载 {words[1].rsplit('/', 1)[-1].split('-')[0]} {size}".rstrip())
    elif line.startswith("Installing collected packages"):
        say("  下载完毕，正在安装……")


def make_venv() -> None:
    """Keep a .venv that works; make it anew where it is broken or of an unusable Python."""
    usable = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] < {BEYOND})"
    if VENV_PYTHON.exists():
        try:
            call([VENV_PYTHON, "-c", usable])
            return
        except (subprocess.CalledProcessError, OSError):
            say("原有的 Python 环境已不可用，重新建立……")
            shutil.rmtree(VENV)
    say("正在建立 Python 环境（.venv）……")
    try:
        call([sys.executable, "-m", "venv", "--clear", VENV])
    except subprocess.CalledProcessError as error:
        raise Trouble(
            f"用 {sys.executable} 建立 Python 环境失败。Debian、Ubuntu 上请先执行：\n"
            "  sudo apt-get install --no-install-recommends python3-venv\n"
            f"其他情况见 {LOG.name}。"
        ) from error


def install(level: str) -> None:
    """Install exactly the locked versions, each checked against its hash; wheels only."""
    say("正在安装 Python 组件（按锁定清单逐个核对校验值，首次约下载 150 MB）……")
    lock = PROJECT / LOCKS[level]
    try:
        call(
            [
                *(VENV_PYTHON, "-m", "pip", "install", "--no-input", "--no-compile"),
                *("--progress-bar", "off"),
                *("--only-binary", ":all:", "--require-hashes", "-r", lock),
            ]
        )
    except subprocess.CalledProcessError as error:
        if "HASHES FROM THE REQUIREMENTS FILE" in error.output:
            reason = "下载到的文件与锁定清单的校验值不符，为安全起见没有安装。请换一个软件源再试。"
        elif "No space left" in error.output:
            reason = "磁盘空间不足。请腾出至少 1.5 GB 后重新运行。"
        else:
            reason = "多半是网络不通，或软件源中没有适合本机的版本。网络恢复后重新运行即可。"
        raise Trouble(f"Python 组件没有装上：{reason}\n详细经过见 {LOG.name}。") from error
    say("正在编译，以便启动更快……")
    sources: list[str | Path] = [
        VENV / ("Lib" if WINDOWS else "lib"),
        "main.py",
        "gui",
        "exports",
        "models",
    ]
    # Some wheels carry template files that are no valid Python; nobody imports them.
    with contextlib.suppress(subprocess.CalledProcessError):
        call([VENV_PYTHON, "-m", "compileall", "-qq", "-j", "0", *sources])


def make_fonts() -> None:
    """Have the printing faces made; what is missing is said and does not stop the set-up."""
    # Its messages are for the reader as they are, so they are not caught in the log.
    subprocess.run(
        [str(VENV_PYTHON), str(PROJECT / "packaging" / "prepare_fonts.py")],
        cwd=PROJECT,
        env=_environment(),
        check=True,
    )


def prove_qt() -> None:
    """Start Qt once without a screen: a missing system library shows here, not at the user's."""
    say("正在检查窗口组件……")
    try:
        call([VENV_PYTHON, "-c", START_QT], environment={"QT_QPA_PLATFORM": "offscreen"})
    except subprocess.CalledProcessError as error:
        last = error.output.strip().splitlines()[-1:] or [""]
        raise Trouble(
            f"窗口组件（Qt）无法启动，多半缺少系统库：{last[0]}\n"
            "Debian、Ubuntu 上请执行后重试：\n  sudo apt-get install --no-install-recommends "
            "libgl1 libegl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1"
        ) from error


def set_up(level: str) -> None:
    """Everything, in order; the stamp is written last, so an interrupted set-up starts again."""
    if not OLDEST <= sys.version_info[:2] < BEYOND:
        raise Trouble(f"需要 Python 3.11 至 3.14,现在用的是 {sys.version.split()[0]}。")
    for one in LOCKS:
        stamp(one).unlink(missing_ok=True)
    if WINDOWS:  # on Linux set_up.sh has said so already
        say("正在准备外事台账所需的组件（需要联网，约几分钟；装好以后直接启动）……")
    make_venv()
    install(level)
    make_fonts()
    prove_qt()
    stamp(level).write_text(key(level), encoding="ascii")
    say("安装完毕。")


def main() -> int:
    """Exit code 0: ready; 1: not ready, and why was said (with --check: silently)."""
    parser = argparse.ArgumentParser(description="安装外事台账所需的 Python 组件和打印字体")
    parser.add_argument("--test", action="store_true", help="连同测试工具")
    parser.add_argument("--check", action="store_true", help="只看是否已经装好")
    chosen = parser.parse_args()
    level = "test" if chosen.test else "run"
    if chosen.check:
        return 0 if is_ready(level) else 1
    try:
        set_up(level)
    except Trouble as trouble:
        say(f"\n安装没有完成：{trouble}")
        return 1
    except PermissionError as error:
        say(f"\n安装没有完成：没有写入 {error.filename} 的权限。请把程序放到自己的文件夹里再运行。")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
