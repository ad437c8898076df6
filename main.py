"""外事台账: the window without arguments, the command line with them."""

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Exit status: 0 when all was done, 1 for a reason said in Chinese, 2 for wrong words."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if not arguments or (arguments[0] == "--data-dir" and len(arguments) == 2):
        from gui.shell.app import run_window

        return run_window(Path(arguments[1]) if arguments else None)
    if arguments == ["--version"]:
        from models.paths import version

        sys.stdout.write(f"外事台账 {version()}\n")
        return 0
    from exports.command_line import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
