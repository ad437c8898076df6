"""What can be done by keyboard, declared once; shortcuts, menus and the sheet of F1 read it off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One thing to do. `name` is the method that does it; `keys` as Qt spells them.

    rows: works while the keyboard is in the rows of a list, else anywhere on the page.
    extends: with Shift the selection grows along. note: what the label does not say.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    rows: bool = True
    extends: bool = False
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Commands that stand together in a menu and on the sheet."""

    title: str
    commands: tuple[Command, ...]


MOVING = Section("移动与选择", (
    Command("next_cell", "下一格", ("Tab",), note="Shift+Tab 往回"),
    Command("row_start", "本行第一格", ("Home",), extends=True),
    Command("row_end", "本行最后一格", ("End",), extends=True),
    Command("first_cell", "第一行", ("Ctrl+Home",), extends=True),
    Command("last_cell", "最后一行", ("Ctrl+End",), extends=True),
    Command("edge_up", "跳到这一段数据的上端", ("Ctrl+Up",), extends=True),
    Command("edge_down", "跳到这一段数据的下端", ("Ctrl+Down",), extends=True),
    Command("edge_left", "跳到这一段数据的左端", ("Ctrl+Left",), extends=True),
    Command("edge_right", "跳到这一段数据的右端", ("Ctrl+Right",), extends=True),
    Command("select_all", "全选", ("Ctrl+A",)),
    Command("select_row", "选中整行", ("Shift+Space",)),
    Command("select_column", "选中整列", ("Ctrl+Space",)),
    Command("next_area", "到筛选行、按钮等其他地方", ("F6",)),
))

EDITING = Section("修改", (
    Command("edit", "修改这一格", ("F2",), note="也可以直接输入"),
    Command("choose", "打开可选的值", ("Alt+Down",)),
    Command("today", "填入今天的日期", ("Ctrl+;",)),
    Command("clear", "清空选中的格", ("Delete", "Backspace")),
    Command("fill_down", "向下填充", ("Ctrl+D",)),
    Command("fill_all", "选中的格填入同一个值", ("Ctrl+Return",)),
    Command("paste", "粘贴", ("Ctrl+V",), note="一个值填满选中的格"),
    Command("replace", "查找与替换", ("Ctrl+H",), rows=False),
))

COPYING = Section("复制", (
    Command("copy", "复制", ("Ctrl+C",)),
    Command("copy_headed", "连同表头复制", ("Ctrl+Shift+C",)),
))

RECORDS = Section("记录", (
    Command("open", "打开记录", ("Return", "Enter"), note="在分组行上：折叠或展开"),
    Command("new", "新增记录", ("Insert", "Ctrl+N"), rows=False),
    Command("delete", "移到回收站", ("Ctrl+Delete",)),
))

FINDING = Section("查找与排序", (
    Command("filter_column", "筛选当前列", ("Ctrl+F",), rows=False),
    Command("filter_value", "只看与这一格相同的", ("Ctrl+Shift+F",)),
    Command("clear_filters", "清除全部筛选", ("Ctrl+Shift+L",), rows=False),
    Command("search", "在本列表查找", ("Ctrl+L",), rows=False),
    Command("sort", "按当前列排序", ("F7",), note="再按倒序，三按取消"),
    Command("sort_also", "加一个排序列", ("Shift+F7",)),
))

VIEWING = Section("分组与视图", (
    Command("group", "按当前列分组", ("Ctrl+G",), note="再按一列：组内再分"),
    Command("ungroup", "不分组", ("Ctrl+Shift+G",), rows=False),
    Command("toggle_group", "折叠或展开这一组", ("Space",)),
    Command("fold_all", "全部折叠", ("Alt+-",), rows=False),
    Command("unfold_all", "全部展开", ("Alt+=",), rows=False),
    Command("save_view", "保存当前视图", ("Ctrl+S",), rows=False),
    Command("choose_view", "保存的视图", ("Alt+V",), rows=False),
    Command("choose_columns", "选择显示哪些列", ("Alt+C",), rows=False),
    Command("reveal", "显示或遮盖证件号", ("F8",), rows=False),
    Command("side", "右侧摘要", ("F4",), rows=False),
    Command("renew", "重新读取", ("F5",), rows=False),
))

PAPER = Section("打印、导出与导入", (
    Command("print_papers", "打印选中记录的证明、审批表", ("Ctrl+P",), rows=False),
    Command("print_list", "打印列表", ("Ctrl+Shift+P",), rows=False),
    Command("letters", "用我的 Word 模板做文书", ("Ctrl+Shift+W",), rows=False),
    Command("export", "导出为 Excel", ("Ctrl+E",), rows=False),
    Command("paper_slips", "选中记录的缺件单", ("Ctrl+Shift+M",), rows=False),
    Command("export_attachments", "导出选中记录的附件", ("Ctrl+Shift+E",), rows=False),
    Command("take_in", "导入 Excel、WPS 或 CSV 台账", ("Ctrl+I",), rows=False),
))

LIST_SECTIONS = (RECORDS, EDITING, COPYING, FINDING, VIEWING, PAPER, MOVING)

IN_CELL = Section("正在修改一格时", (
    Command("down", "写入，到下一行", ("Return", "Enter")),
    Command("up", "写入，到上一行", ("Shift+Return", "Shift+Enter")),
    Command("right", "写入，到右边一格", ("Tab",)),
    Command("left", "写入，到左边一格", ("Shift+Tab", "Shift+Backtab")),
    Command("everywhere", "写入选中的全部格", ("Ctrl+Return", "Ctrl+Enter")),
    Command("cancel", "不改", ("Esc",)),
))

WINDOW = Section("整个窗口", (
    Command("find", "查找全部记录", ("Ctrl+K",), rows=False),
    Command("undo", "撤销", ("Ctrl+Z",), rows=False),
    Command("back", "返回", ("Alt+Left",), rows=False),
    Command("home", "工作台", ("Alt+Home",), rows=False),
    Command("menu", "到左侧导航", ("F9",), rows=False),
    Command("larger", "放大文字", ("Ctrl++", "Ctrl+="), rows=False),
    Command("smaller", "缩小文字", ("Ctrl+-",), rows=False),
    Command("usual_size", "文字恢复原大小", ("Ctrl+0",), rows=False),
    Command("keys", "键盘一览", ("F1",), rows=False),
))

PROOF = Section("校对报告时", (
    Command("next_finding", "下一处", ("F8",), rows=False),
    Command("earlier_finding", "上一处", ("Shift+F8",), rows=False),
    Command("again", "重新校对", ("F5",), rows=False),
))

SHEET = (WINDOW, *LIST_SECTIONS, IN_CELL, PROOF)
"""Everything on the sheet of F1, in its order."""

_SHOWN = {
    "Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Space": "空格",
    "Delete": "Del", "Insert": "Ins",
}


def shown_keys(command: Command) -> str:
    """The keys as they stand on a keyboard: Ctrl+↓, Ctrl+Enter; the number pad's twins left out."""
    words = []
    for keys in command.keys:
        parts = keys.replace("++", "+加号").split("+")
        said = "+".join("+" if part == "加号" else _SHOWN.get(part, part) for part in parts)
        if "Backtab" not in said and said not in words:
            words.append(said)
    return " 或 ".join(words)


def in_cell(keys: str) -> str:
    """The command that a key means while a cell is being changed; "" when it means none."""
    return next((c.name for c in IN_CELL.commands if keys in c.keys), "")
