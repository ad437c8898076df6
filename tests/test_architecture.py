"""The shape of the house: who may import whom, how large a file or function may become."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from models import entities

ROOT = Path(__file__).parent.parent
LAYERS = ("models", "exports", "gui")
FORBIDDEN = {"models": ("exports", "gui"), "exports": ("gui",), "gui": ()}
HEAVY = {
    "openpyxl", "reportlab", "docx", "python_calamine", "pypinyin", "pypdfium2", "lxml",
    "fontTools", "cryptography",
}
FILE_LINES, FUNCTION_LINES, LINE_CHARACTERS = 400, 60, 100
BUDGETS = {
    "models/fields.py": 360, "models/entity.py": 300, "models/store.py": 320,
    "models/indicators/base.py": 420,
    "gui/record/record_form.py": 400, "gui/lists/record_table.py": 300,
    "gui/fields/editors.py": 400,
}


def sources(*tops: str) -> list[Path]:
    return [p for top in tops for p in sorted((ROOT / top).rglob("*.py"))]


def module_name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST, *, top_level_only: bool = False) -> set[str]:
    nodes = tree.body if top_level_only and isinstance(tree, ast.Module) else ast.walk(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


everything = [p for p in sources(*LAYERS, "tests", "bench") if "data" not in p.parts]
every_file = pytest.mark.parametrize("path", everything, ids=module_name)
every_source = pytest.mark.parametrize("path", sources(*LAYERS), ids=module_name)


@every_source
def test_a_module_imports_only_to_the_right(path):
    found = imports(ast.parse(path.read_text("utf-8")))
    top = path.relative_to(ROOT).parts[0]
    assert not [name for name in found if name.split(".")[0] in FORBIDDEN[top]]
    if top != "gui":
        assert not [name for name in found if name.startswith("PySide6")]


@every_source
def test_nothing_heavy_is_imported_before_it_is_needed(path):
    tree = ast.parse(path.read_text("utf-8"))
    found = imports(tree, top_level_only=True)
    assert not {name.split(".")[0] for name in found} & HEAVY


@every_source
def test_the_window_names_no_particular_entity(path):
    if path.relative_to(ROOT).parts[0] != "gui":
        return
    found = imports(ast.parse(path.read_text("utf-8")))
    particular = {e.__name__ for e in entities.ENTITIES}
    assert not [name for name in found if name.rsplit(".", 1)[-1] in particular]


@every_source
def test_migrations_know_nothing_of_the_live_entities(path):
    if "migrations" in path.parts:
        allowed = {"models.errors", "models.migrations"}
        found = imports(ast.parse(path.read_text("utf-8")))
        ours = {n for n in found if n.startswith("models")}
        assert not [n for n in ours if not any(n.startswith(a) for a in allowed)]


def test_only_the_keeper_opens_the_database_file():
    drivers = {"models/database.py", "models/backups.py", "models/connection.py"}
    for path in sources(*LAYERS):
        name = path.relative_to(ROOT).as_posix()
        if name not in drivers:
            found = imports(ast.parse(path.read_text("utf-8")))
            assert not [n for n in found if n.startswith(("sqlcipher3", "sqlite3"))], name


def test_only_the_store_writes_records():
    writers = {"models/store.py"}
    writing = {"save", "create", "insert_many", "bulk_update", "delete_instance", "bulk_create"}
    for path in sources("models", "exports", "gui"):
        name = path.relative_to(ROOT).as_posix()
        if name in writers:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                names = {e.__name__ for e in entities.ENTITIES} | {"record", "line"}
                if node.func.attr in writing:
                    assert owner not in names, f"{name}:{node.lineno} {owner}.{node.func.attr}"


def test_exports_write_only_papers_typed_values_and_paragraphs_by_hand():
    writing = ("store.save(", "store.batch(", "store.retire(", "store.restore(", "store.add_many(")
    texts = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in sources("exports")}
    assert {name for name, text in texts.items() if any(word in text for word in writing)} == {
        "exports/issue.py", "exports/filing.py", "exports/drafts/hand_edits.py",
        "exports/drafts/taking_over.py",
        "exports/forms/typed_values.py",
    }


def needed_at_import(tree: ast.Module, names: set[str]) -> set[str]:
    """Our modules that a module needs to be loaded: `from package import part` needs the part.

    What is no part is a name written in the package itself, and needs the package.
    """
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {part if part in names else node.module for part in parts.values()}
    return found & names


def circle_in(graph: dict[str, set[str]]) -> str:
    """The first circle of a graph of modules, as a → b → a; blank without any."""
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> str:
        if name in trail:
            return " → ".join((*trail[trail.index(name):], name))
        if name in done:
            return ""
        said = next(filter(None, (visit(n, (*trail, name)) for n in sorted(graph[name]))), "")
        done.add(name)
        return said

    return next(filter(None, (visit(name, ()) for name in graph)), "")


def test_no_imports_run_in_a_circle_not_even_inside_a_package():
    names = {module_name(p) for p in sources(*LAYERS)}
    graph = {
        module_name(path): needed_at_import(ast.parse(path.read_text("utf-8")), names)
        for path in sources(*LAYERS)
    }
    assert circle_in(graph) == ""


def test_a_part_that_needs_its_own_package_is_seen_as_a_circle():
    names = {"models.checks", "models.checks.base", "models.checks.trips"}
    registry = ast.parse("from models.checks.trips import TRIPS")
    part = ast.parse("from models.checks import base, run")
    graph = {
        "models.checks": needed_at_import(registry, names),
        "models.checks.trips": needed_at_import(part, names), "models.checks.base": set(),
    }
    assert circle_in(graph) == "models.checks → models.checks.trips → models.checks"


ROOMS = {
    "look": "",
    "shared": "look",
    "paper": "look shared",
    "fields": "look",
    "history": "look shared",
    "attachments": "look shared paper history",
    "record": "look shared fields history attachments",
    "lists": "look shared paper fields history attachments record",
    "checks": "look shared paper fields history",
    "figures": "look shared paper fields record",
    "drafts": "look shared paper figures",
    "imports": "look shared fields",
    "prints": "look shared paper fields attachments record checks drafts",
    "settings": "look shared paper fields",
    "home": "look shared history",
    "shell": "look shared history lists settings",
}
"""Room of gui/ → the rooms it may use, all of them above it. Pages meet in the shell alone."""
BACKWARDS = {
    ("gui.attachments.attachments_panel", "gui.record.form_body"),
    ("gui.fields.search_editor", "gui.record.record_dialog"),
}
"""What a lower room names of a higher one: inside a function, or only for the type checker."""


def room_of(module: str) -> str:
    """The room that a module of gui/ lies in; blank for what is no module in a room."""
    top, _, rest = module.partition(".")
    room, _, name = rest.partition(".")
    return room if top == "gui" and name else ""


def taken_elsewhere(room: str) -> set[tuple[str, str]]:
    """What the files of a room take from other rooms, anywhere in them: (module, other module)."""
    modules = {module_name(path) for path in sources("gui")}
    return {
        (module_name(path), name)
        for path in sources(f"gui/{room}")
        for name in imports(ast.parse(path.read_text("utf-8"))) & modules
        if room_of(name) not in ("", room)
    }


def test_every_file_of_the_window_lies_in_one_room():
    rooms = {p.parent.relative_to(ROOT / "gui").as_posix() for p in sources("gui")}
    loose = [p.name for p in (ROOT / "gui").glob("*.py")]
    assert rooms - {"."} == set(ROOMS)
    assert loose == ["__init__.py"]


def test_a_room_uses_only_rooms_above_it():
    above: set[str] = set()
    for room, uses in ROOMS.items():
        assert set(uses.split()) <= above, room
        above.add(room)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_no_other_room_than_it_says(room):
    allowed = ROOMS[room].split()
    more = {pair for pair in taken_elsewhere(room) if room_of(pair[1]) not in allowed}
    assert more == {pair for pair in BACKWARDS if room_of(pair[0]) == room}


def test_nothing_is_loaded_from_a_room_below():
    loaded = {
        (here, name) for here, name in BACKWARDS
        if name in imports(
            ast.parse((ROOT / f"{here.replace('.', '/')}.py").read_text("utf-8")),
            top_level_only=True,
        )
    }
    assert loaded == set()


@every_file
def test_files_functions_and_lines_stay_small(path):
    text = path.read_text("utf-8")
    lines = text.split("\n")
    name = path.relative_to(ROOT).as_posix()
    if path.parent.name != "migrations":  # frozen SQL is as long as the schema
        assert len(lines) - 1 <= BUDGETS.get(name, FILE_LINES)
    assert [n for n, line in enumerate(lines, 1) if len(line) > LINE_CHARACTERS] == []
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or not text.strip(), "say the one reason to exist"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name}: {length} lines"
            positional = len(node.args.posonlyargs + node.args.args)
            assert positional <= 5, f"{node.name}: too many positional arguments"


def test_nothing_in_the_project_names_this_machine():
    suffixes = {".py", ".md", ".toml", ".sh", ".txt", ".lock", ".cmd", ".csv", ".json", ""}
    words = ("/ho" + "me/", "/wo" + "rk/", "index" + "-url", "file" + ":///")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("这里不是 git 检出的文件夹")
    for path in (ROOT / name for name in listed.stdout.decode().splitlines()):
        if path.is_file() and path.suffix in suffixes and path.stat().st_size < 1 << 20:
            text = path.read_bytes().decode("utf-8", "ignore")
            assert not [w for w in words if w in text], path
