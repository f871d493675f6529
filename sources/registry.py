"""All sources: the packaged ones, and the user's own, which replace packaged ones of the same file name."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from items import Source
from sources.errors import SourceFileError
from sources.schema import parse_source

PACKAGED_FOLDER = Path(__file__).with_name("registry")
# A file of this name in the user's folder hides all packaged sources, so that a demo never crawls a real
# site.
ONLY_OWN_FILE = "ALONE"


@dataclass(frozen=True, slots=True)
class Registry:
    """``sources`` by slug, sorted; ``broken``: by slug the errors of an unusable file, "PATH:LINE: MESSAGE".

    A broken file of the user still hides the packaged file of its name, since it may mean that the source
    must not be read.
    """

    sources: dict[str, Source]
    broken: dict[str, str]


def read_registry(own: Path | None = None, only: Collection[str] | None = None) -> Registry:
    """All usable sources, and the errors of the other source files. Raises nothing.

    ``own`` is the user's folder of source files (``TCD_HOME/sources``); it need not exist. If it has a file
    ``ALONE``, packaged sources are left out. ``only``: the slugs to read; other files are not opened.
    """
    registry = Registry({}, {})
    for slug, path in sorted(_all_files(own).items()):
        if only is not None and slug not in only:
            continue
        try:
            registry.sources[slug] = load_source(path)
        except SourceFileError as error:
            registry.broken[slug] = str(error)
    return registry


def source_slugs(own: Path | None = None) -> set[str]:
    """The slugs of all source files, usable or not. Opens no file."""
    return {*_all_files(own)}


def load_sources(own: Path | None = None) -> dict[str, Source]:
    """All sources by slug. Raises SourceFileError, with one line for each error, if any file is unusable."""
    registry = read_registry(own)
    if registry.broken:
        raise SourceFileError("\n".join(registry.broken.values()))
    return registry.sources


def load_source(path: Path) -> Source:
    """The source in one file; its slug is the file's name without ``.toml``.

    Raises SourceFileError if the file cannot be read or used.
    """
    file = _printable(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceFileError(f"{file}:{line}: the file must be UTF-8 text") from None
    except OSError as error:
        raise SourceFileError(f"{file}: cannot be read: {error.strerror}") from None
    return parse_source(text, _printable(path.stem), file)


def _all_files(own: Path | None) -> dict[str, Path]:
    only_own = own is not None and (own / ONLY_OWN_FILE).exists()
    return ({} if only_own else _files(PACKAGED_FOLDER)) | (_files(own) if own is not None else {})


def _files(folder: Path) -> dict[str, Path]:
    """The source files (``*.toml``) of a folder by slug, without hidden files."""
    if not folder.is_dir():
        return {}
    return {_printable(path.stem): path for path in folder.glob("*.toml") if not path.name.startswith(".")}


def _printable(name: str) -> str:
    """The file name with replacements for bytes that are not UTF-8."""
    return name.encode("utf-8", "replace").decode("utf-8")
