"""The command line: the same registries as the window, for checks and for the curious.

Every command takes --data-dir DIR and --json. Status 0 = done, 1 = refused with a Chinese
sentence on stderr, 2 = the words of the command were wrong.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from exports.outcome import Outcome
from models import database, keys, paths
from models.errors import UserError

PASSWORD_VARIABLE = "WAISHI_PASSWORD"

COMMANDS = (
    ("import", "文件… [--dry-run] [--take-good-rows]", "导入登记表"),
    ("figures", "--year 年", "全部指标：编号、名称、数值、单位、记录数"),
    ("records", "指标 --year 年 [--where 名称=值] [--profile 内部|上报|公开]", "一个数字背后的记录"),
    ("form", "表号 --year 年 [--out 文件] [--masked | --reason 理由]", "一张年度报表（学年表的年份是学年结束的那一年）"),
    ("fill", "模板.xlsx --year 年 --map 对应.json --out 文件", "把数字填进上级的模板，其余一字不动"),
    ("year-end", "--year 年 --out 文件夹 [--sample]", "年终整套：全部报表、总结和口径"),
    ("draft", "--year 年 --kind S1…S5 --out 文件.docx|.json [--half 1|2] [--quarter 1…4]",
     "一份文稿：S1 年度总结及计划、S2 二级单位总结、S3 半年、S4 季度台账（不写季度为全年）、S5 指标附表"),
    ("proofread", "报告.docx|.txt [--year 年] [--out 副本.docx]",
     "校对一份写好的报告；--out 写出带批注的副本，原文件不改动（不写年份时取报告里的年份）"),
    ("definitions", "--year 年 --out 文件.docx|.pdf|.xlsx", "指标口径手册：每个指标怎么数，哪些表用它"),
    ("print", "打印件 记录 --out 文件 [--preview] [--answer 项=值]…",
     "出具一份证明或审批表；已出具过的原样补打（年度表的记录写“本单位”）"),
    ("letter", "模板名或文件.docx 记录 --out 文件.docx [--number] [--mark]",
     "用自己的 Word 模板做一份文书：《字段》换成记录里的内容"),
    ("sample", "[--size 倍数]", "在空的数据文件夹里建立示例学校"),
    ("check", "", "检查数据库"),
    ("backup", "", "立即备份并检查"),
    ("restore", "[备份]", "恢复备份；不写名字时列出全部备份"),
    ("undo", "批次", "撤销一批改动"),
    ("batches", "", "最近的改动批次"),
)
"""Name, words behind it, meaning."""

_YEAR: tuple[str, dict[str, Any]] = ("--year", {"type": int, "required": True})
_OUT: tuple[str, dict[str, Any]] = ("--out", {"type": Path, "required": True})
_GUARD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--masked", {"action": "store_true"}), ("--reason", {"default": ""}),
)
"""What to do with numbers that a file should not hold: hide them, or say why they stay."""

_ARGUMENTS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "import": (
        ("files", {"nargs": "+", "type": Path}), ("--dry-run", {"action": "store_true"}),
        ("--take-good-rows", {"action": "store_true"}),
    ),
    "figures": (_YEAR,),
    "records": (
        ("figure", {}), _YEAR, ("--where", {"action": "append", "default": []}),
        ("--profile", {"default": "内部"}), ("--surname-only", {"action": "store_true"}),
    ),
    "form": (("code", {}), _YEAR, ("--out", {"type": Path}), *_GUARD),
    "fill": (
        ("template", {"type": Path}), _YEAR, ("--map", {"type": Path, "required": True}), _OUT,
        *_GUARD,
    ),
    "draft": (
        _YEAR, ("--kind", {"required": True}), _OUT, ("--half", {"type": int}),
        ("--quarter", {"type": int}), *_GUARD,
    ),
    "proofread": (
        ("file", {"type": Path}), ("--year", {"type": int}), ("--out", {"type": Path}),
    ),
    "definitions": (_YEAR, _OUT),
    "year-end": (_YEAR, _OUT, ("--sample", {"action": "store_true"}), *_GUARD),
    "print": (
        ("printable", {}), ("record", {}), _OUT, ("--preview", {"action": "store_true"}),
        ("--answer", {"action": "append", "default": []}),
    ),
    "letter": (
        ("template", {}), ("record", {}), _OUT, ("--register", {"default": ""}),
        ("--mark", {"action": "store_true"}), ("--number", {"action": "store_true"}), *_GUARD,
    ),
    "sample": (("--size", {"type": float, "default": 1.0}),),
    "restore": (("backup", {"nargs": "?"}),),
    "undo": (("batch", {"type": int}),),
}


class _Parser(argparse.ArgumentParser):
    """argparse with its messages in Chinese."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"命令写得不对：{_chinese(message)}\n用法：{self.usage_line()}\n")
        raise SystemExit(2)

    def usage_line(self) -> str:
        """The usage without argparse's English prefix."""
        return " ".join(self.format_usage().removeprefix("usage: ").split())


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required:", "缺少"), ("invalid choice:", "没有这个命令："),
        ("unrecognized arguments:", "多余的参数："), ("expected one argument", "后面缺少内容"),
        ("invalid int value:", "应为整数："), ("argument ", "参数 "), ("choose from", "可用："),
        ("expected at least one argument", "后面缺少内容"),
    ):
        message = message.replace(english, chinese)
    return message


def _parser() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument("--data-dir", type=Path, default=None, help="数据文件夹")
    common.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser = _Parser(prog="waishi", add_help=False, parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    for name, _, meaning in COMMANDS:
        sub = commands.add_parser(name, parents=[_again()], add_help=False, help=meaning)
        for words, options in _ARGUMENTS.get(name, ()):
            sub.add_argument(*words.split(), **options)
    return parser


def _overview() -> str:
    """What there is to say, one command a line."""
    lines = ["命令（都可以加 --data-dir 文件夹 和 --json）：", ""]
    for name, words, meaning in COMMANDS:
        lines.append(f"  {name:10} {words:40} {meaning}")
    lines += ["", f"数据设有密码时：密码放在环境变量 {PASSWORD_VARIABLE} 里，或按提示输入。"]
    return "\n".join([*lines, "", "不带参数时打开窗口；--version 显示版本。", ""])


def _again() -> _Parser:
    """The common options once more, so that they may stand behind the command as well."""
    again = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    again.add_argument("--data-dir", type=Path)
    again.add_argument("--json", action="store_true")
    return again


def _take_fonts(folder: Path) -> None:
    """The fonts that the office picked for its papers, where it picked any."""
    if (folder / paths.PRINT_FONTS).is_file():
        from exports.prints import office_fonts

        for fault in office_fonts.take_over(folder):
            sys.stderr.write(f"{fault}\n")


def run(arguments: list[str]) -> int:
    """Carry out one command; see the module for the exit status."""
    from exports import commands

    if arguments[0] in ("--help", "-h", "help"):
        sys.stdout.write(_overview())
        return 0
    options = _parser().parse_args(arguments)
    handler: Callable[[Any, database.Keeper], Outcome] = commands.COMMANDS[options.command]
    try:
        keeper = _opened(options.data_dir or paths.default_data_folder())
        try:
            _take_fonts(keeper.folder)
            outcome = handler(options, keeper)
        finally:
            keeper.close(backup=options.command not in ("restore", "backup"))
    except UserError as error:
        _say(error, as_json=options.json)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已取消，没有写入任何内容。\n")
        return 1
    if options.json:
        text = json.dumps(outcome.data, ensure_ascii=False, indent=1, default=_plain)
        sys.stdout.write(text + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in outcome.lines))
    return 1 if outcome.failed else 0


def _opened(folder: Path) -> database.Keeper:
    """The college; its password comes from WAISHI_PASSWORD or, at a terminal, from a question.

    It is no option of the command, because those are seen by other users and kept in histories.
    """
    if not keys.is_protected(folder):
        return database.open_folder(folder)
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is None and sys.stdin is not None and sys.stdin.isatty():
        password = getpass.getpass("密码（或恢复码）：")
    if password is None:
        raise UserError(
            "这份数据设有密码。", f"请先把密码放进环境变量 {PASSWORD_VARIABLE}，或在终端里运行后按提示输入。"
        )
    return database.open_folder(folder, password)


def _say(error: UserError, *, as_json: bool) -> None:
    if as_json:
        facts = {"error": error.message, "remedy": error.remedy}
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write(f"{error.message}{error.remedy}\n")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
