"""Source files and measurements in TCD_HOME, written in one piece."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import OneLineError

if TYPE_CHECKING:
    from sources.detect.baseline import Baseline


def write_source(folder: Path, slug: str, text: str) -> Path:
    """Write ``SLUG.toml`` into the folder of own sources, which is made. OSError where it can't be."""
    path = folder / f"{slug}.toml"
    _write(path, text)
    return path


def keep_baseline(home: Path, slug: str, baseline: Baseline) -> None:
    """Keep what a source was like, for ``sources check``. OSError where that can't be done."""
    _write(_baseline(home, slug), baseline.to_json())


def kept_baseline(home: Path, slug: str) -> Baseline | None:
    """What ``keep_baseline`` kept, or None. Raises OneLineError for a file that can't be read."""
    from sources.detect.baseline import Baseline, BaselineError

    path = _baseline(home, slug)
    try:
        return Baseline.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (BaselineError, OSError, UnicodeDecodeError):
        raise OneLineError(f"{path} can't be read: remove it, and the next check makes a new one") from None


def _baseline(home: Path, slug: str) -> Path:
    return home / "baselines" / f"{slug}.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105 (one call, and it is atomic)
