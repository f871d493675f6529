"""What import-linter cannot see: it reads packages, not the module ``scheduler.py``."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = {"archive", "crawler", "feeds", "monitoring", "workers"}
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_scheduler_imports_only_the_rooms_it_wires() -> None:
    assert imported(ROOT / "scheduler.py") & ROOMS <= ALLOWED


def test_no_room_imports_the_scheduler_but_the_command_line() -> None:
    users = {
        path.relative_to(ROOT).parts[0]
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "scheduler" in imported(path)
    }
    assert users <= {"cli"}


def test_test_folders_hide_no_room() -> None:
    """``tests/feeds/__init__.py`` would make ``import feeds`` find the tests."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
