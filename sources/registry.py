"""All sources: those that the package brings and the user's own, which override by their file's name."""

from pathlib import Path

from items import Source
from sources.errors import SourceFileError
from sources.schema import parse_source

PACKAGED = Path(__file__).with_name("registry")


def load(own: Path | None = None) -> dict[str, Source]:
    """Every source by its slug, in the order of slugs.

    ``own`` is the user's folder of source files (``TCD_HOME/sources``); it need not exist.
    Raises SourceFileError with one line for each problem of each file.
    """
    files = _files(PACKAGED) | (_files(own) if own is not None else {})
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for slug, path in sorted(files.items()):
        try:
            sources[slug] = load_file(path)
        except SourceFileError as error:
            problems.append(str(error))
    if problems:
        raise SourceFileError("\n".join(problems))
    return sources


def load_file(path: Path) -> Source:
    """The source that one file describes; its slug is the file's name without ``.toml``.

    Raises SourceFileError when it can't be read or used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceFileError(f"{path.name}: the file must be UTF-8 text") from None
    except OSError as error:
        raise SourceFileError(f"{path.name}: can't be read: {error.strerror}") from None
    return parse_source(text, path.stem, path.name)


def _files(folder: Path) -> dict[str, Path]:
    """The source files of a folder by slug; hidden files and other kinds are left out."""
    if not folder.is_dir():
        return {}
    return {path.stem: path for path in folder.glob("*.toml") if not path.name.startswith(".")}
