"""The command line: the same registries as the window, for checks and for the curious.

Every command takes --data-dir DIR and --json. Status 0 = done, 1 = refused with a Chinese
sentence on stderr, 2 = the words of the command were wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from models import database, paths
from models.errors import UserError


@dataclass(frozen=True)
class Outcome:
    """What a command has to say: `data` for --json, `lines` for people; `failed` sets status 1."""

    data: Any
    lines: list[str]
    failed: bool = False


class _Parser(argparse.ArgumentParser):
    """argparse with its messages in Chinese."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"命令写得不对:{_chinese(message)}\n用法:{self.usage_line()}\n")
        raise SystemExit(2)

    def usage_line(self) -> str:
        """The usage without argparse's English prefix."""
        return " ".join(self.format_usage().removeprefix("usage: ").split())


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required:", "缺少"), ("invalid choice:", "没有这个命令:"),
        ("unrecognized arguments:", "多余的参数:"), ("expected one argument", "后面缺少内容"),
        ("invalid int value:", "应为整数:"), ("argument ", "参数 "), ("choose from", "可用:"),
        ("expected at least one argument", "后面缺少内容"),
    ):
        message = message.replace(english, chinese)
    return message


def _parser() -> _Parser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", type=Path, default=None, help="数据文件夹")
    common.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser = _Parser(prog="waishi", add_help=False, parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str, help_text: str, *arguments: tuple[Any, dict[str, Any]]) -> None:
        sub = commands.add_parser(name, parents=[_again(common)], add_help=False, help=help_text)
        for words, options in arguments:
            sub.add_argument(*(words if isinstance(words, tuple) else (words,)), **options)

    year = ("--year", {"type": int, "required": True})
    out = ("--out", {"type": Path, "required": True})
    command("import", "导入登记表", ("files", {"nargs": "+", "type": Path}),
            ("--dry-run", {"action": "store_true"}), ("--take-good-rows", {"action": "store_true"}))
    command("figures", "全部指标", year)
    command("records", "数字背后的记录", ("figure", {}), year,
            ("--where", {"action": "append", "default": []}))
    command("form", "年度报表", ("code", {}), year, ("--out", {"type": Path}))
    command("year-end", "年终整套", year, out, ("--sample", {"action": "store_true"}))
    command("print", "打印件", ("printable", {}), ("record", {}), out)
    command("sample", "示例数据", ("--size", {"type": float, "default": 1.0}))
    command("check", "检查数据库")
    command("backup", "立即备份")
    command("restore", "恢复备份", ("backup", {"nargs": "?"}))
    command("undo", "撤销一批改动", ("batch", {"type": int}))
    command("batches", "最近的改动批次")
    return parser


def _again(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The common options once more, so that they may stand behind the command as well."""
    again = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    again.add_argument("--data-dir", type=Path)
    again.add_argument("--json", action="store_true")
    return again


def run(arguments: list[str]) -> int:
    """Carry out one command; see the module for the exit status."""
    from exports import commands

    options = _parser().parse_args(arguments)
    handler: Callable[[Any, database.Keeper], Outcome] = commands.COMMANDS[options.command]
    try:
        keeper = database.open_folder(options.data_dir or paths.default_data_folder())
        try:
            outcome = handler(options, keeper)
        finally:
            keeper.close(backup=options.command not in ("restore", "backup"))
    except UserError as error:
        _say(error, as_json=options.json)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已取消,没有写入任何内容。\n")
        return 1
    if options.json:
        sys.stdout.write(json.dumps(outcome.data, ensure_ascii=False, indent=1, default=_plain) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in outcome.lines))
    return 1 if outcome.failed else 0


def _say(error: UserError, *, as_json: bool) -> None:
    if as_json:
        facts = {"error": error.message, "remedy": error.remedy}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write(f"{error.message}{error.remedy}\n")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
