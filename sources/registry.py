"""All sources: those that the package brings and the user's own, which override by their file's name."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from items import Source
from sources.errors import SourceFileError
from sources.schema import parse_source

PACKAGED = Path(__file__).with_name("registry")
# Beside own source files: no others count. So a demo can never ask a real site.
ALONE = "ALONE"


@dataclass(frozen=True, slots=True)
class Registry:
    """``sources`` by slug, in the order of slugs; ``broken`` by slug what is wrong with the files that can't
    be used, one line a problem ("PATH:LINE: what would be right").

    An own file that is broken hides the packaged one of its name all the same: it may say that the source
    must not be read.
    """

    sources: dict[str, Source]
    broken: dict[str, str]


def read(own: Path | None = None, only: Collection[str] | None = None) -> Registry:
    """Every source whose file is sound, and what is wrong with the others; raises nothing.

    ``own`` is the user's folder of source files (``TCD_HOME/sources``); it need not exist. Where it holds
    a file ``ALONE``, its sources are all there are. ``only`` are the slugs of those to read, None for all:
    the files of the others are not opened.
    """
    found = Registry({}, {})
    for slug, path in sorted(_all_files(own).items()):
        if only is not None and slug not in only:
            continue
        try:
            found.sources[slug] = load_file(path)
        except SourceFileError as error:
            found.broken[slug] = str(error)
    return found


def slugs(own: Path | None = None) -> set[str]:
    """The slugs of all that ``read`` looks at, sound or not; no file is opened."""
    return {*_all_files(own)}


def load(own: Path | None = None) -> dict[str, Source]:
    """Every source by its slug, where all must be sound.

    Raises SourceFileError with one line for each problem of each file.
    """
    found = read(own)
    if found.broken:
        raise SourceFileError("\n".join(found.broken.values()))
    return found.sources


def load_file(path: Path) -> Source:
    """The source that one file describes; its slug is the file's name without ``.toml``.

    Raises SourceFileError when it can't be read or used.
    """
    file = _printable(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceFileError(f"{file}:{line}: the file must be UTF-8 text") from None
    except OSError as error:
        raise SourceFileError(f"{file}: can't be read: {error.strerror}") from None
    return parse_source(text, _printable(path.stem), file)


def _all_files(own: Path | None) -> dict[str, Path]:
    alone = own is not None and (own / ALONE).exists()
    return ({} if alone else _files(PACKAGED)) | (_files(own) if own is not None else {})


def _files(folder: Path) -> dict[str, Path]:
    """The source files of a folder by slug; hidden files and other kinds are left out."""
    if not folder.is_dir():
        return {}
    return {_printable(path.stem): path for path in folder.glob("*.toml") if not path.name.startswith(".")}


def _printable(name: str) -> str:
    """A file's name may hold bytes that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
