"""Every English reason, warning and refusal that the code can give an article, read off its syntax.

A text counts where it can become ``refused``, ``warnings`` or ``reasons`` of a candidate, a parsed date or an
article: as an argument, through a variable, a parameter, a constant or what a function returns. The holes
of an f-string are ``{}``.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("vietnamese", "items", "extraction", "pipelines")
FIELDS = frozenset({"refused", "warnings", "reasons"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Code:
    """The functions, classes and constants of the rooms by name, and the calls of each function."""

    def __init__(self) -> None:
        self.functions: dict[str, list[Function]] = {}
        self.fields: dict[str, list[str]] = {}
        self.constants: dict[str, list[ast.expr]] = {}
        self.calls: list[tuple[ast.Call, Function | None]] = []
        for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
            self._read(ast.parse(path.read_text(encoding="utf-8")))

    def _read(self, module: ast.Module) -> None:
        for statement in module.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
                for target in getattr(statement, "targets", None) or [statement.target]:  # type: ignore[union-attr]
                    if isinstance(target, ast.Name):
                        self.constants.setdefault(target.id, []).append(statement.value)
        self._walk(module, None)

    def _walk(self, node: ast.AST, function: Function | None) -> None:
        if isinstance(node, Function):
            self.functions.setdefault(node.name, []).append(node)
            function = node
        elif isinstance(node, ast.ClassDef):
            fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
            self.fields[node.name] = [field.id for field in fields if isinstance(field, ast.Name)]
        elif isinstance(node, ast.Call):
            self.calls.append((node, function))
        for child in ast.iter_child_nodes(node):
            self._walk(child, function)

    def texts(self) -> set[str]:
        """The texts; the end of one that is put together begins with its comma or semicolon."""
        found: set[str] = set()
        for call, function in self.calls:
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            given |= dict(zip(self.fields.get(name_of(call), ()), call.args, strict=False))
            if name_of(call) == "decided" and call.args:
                given["reasons"] = call.args[0]
            for field in FIELDS & given.keys():
                found |= set(self._of(given[field], function, frozenset()))
        return {text for text in found if any(map(str.isalpha, text))}

    def _of(self, node: ast.AST, function: Function | None, seen: frozenset[int]) -> Iterator[str]:
        """The texts that an expression within ``function`` can be."""
        if id(node) in seen:
            return
        seen |= {id(node)}
        parts: list[ast.AST] = []
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=values):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values)
                parts = [part.value for part in values if isinstance(part, ast.FormattedValue)]
            case ast.IfExp(body=body, orelse=other):
                parts = [body, other]
            case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                parts = [*values]
            case ast.BinOp(left=left, right=right):
                parts = [left, right]
            case ast.Starred(value=value) | ast.NamedExpr(value=value):
                parts = [value]
            case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
                parts = [element]
            case ast.Call() if name_of(node) in ("tuple", "list"):
                parts = [*node.args]
            case ast.Call():
                for called in self.functions.get(name_of(node), ()):
                    for value in returned(called):
                        yield from self._of(value, called, seen)
            case ast.Name(id=name):
                yield from self._of_name(name, function, seen)
        for part in parts:
            yield from self._of(part, function, seen)

    def _of_name(self, name: str, function: Function | None, seen: frozenset[int]) -> Iterator[str]:
        for value, place in assigned(name, function) if function else ():
            if place is None:
                yield from self._of(value, function, seen)
            else:
                yield from self._of_place(value, place, function, seen)
        parameters = [each.arg for each in parameters_of(function)] if function else []
        if function and name in parameters:
            for call, caller in self.calls:
                if name_of(call) == function.name:
                    given = dict(zip(parameters, call.args, strict=False))
                    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
                    if name in given:
                        yield from self._of(given[name], caller, seen)
        for value in self.constants.get(name, ()):
            yield from self._of(value, None, seen)

    def _of_place(
        self, node: ast.AST, place: int, function: Function | None, seen: frozenset[int]
    ) -> Iterator[str]:
        """The texts that the part ``place`` of a tuple can be."""
        if isinstance(node, ast.Tuple) and place < len(node.elts):
            yield from self._of(node.elts[place], function, seen)
        elif isinstance(node, ast.IfExp):
            for part in (node.body, node.orelse):
                yield from self._of_place(part, place, function, seen)
        elif isinstance(node, ast.Call) and id(node) not in seen:
            for called in self.functions.get(name_of(node), ()):
                for value in returned(called):
                    yield from self._of_place(value, place, called, seen | {id(node)})


def name_of(call: ast.Call) -> str:
    """The name of what is called, without its module or object."""
    called = call.func
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def parameters_of(function: Function) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def returned(function: Function) -> list[ast.expr]:
    return [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]


def assigned(name: str, function: Function) -> Iterator[tuple[ast.expr, int | None]]:
    """What a variable is set to, added to or appended, with its place where a tuple is taken apart."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value, None
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value, None
            case ast.AugAssign(target=ast.Name(id=target), value=value) if target == name:
                yield value, None
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                for place, each in enumerate(targets):
                    if isinstance(each, ast.Name) and each.id == name:
                        yield value, place
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=target), attr="append" | "extend"), args=[value]
            ):
                if target == name:
                    yield value, None
