"""Source files and measurements in TCD_HOME, replaced atomically."""

from __future__ import annotations

import os
from pathlib import Path

from cli.errors import OneLineError
from sources.detect.baseline import Baseline, BaselineError


def write_source(folder: Path, slug: str, text: str) -> Path:
    """Write ``SLUG.toml`` into the folder of your own sources, which is created. Raises OSError."""
    path = folder / f"{slug}.toml"
    _write(path, text)
    return path


def keep_baseline(home: Path, slug: str, baseline: Baseline) -> None:
    """Store a source's measurement, for ``sources check``. Raises OSError."""
    _write(_baseline(home, slug), baseline.to_json())


def kept_baseline(home: Path, slug: str) -> Baseline | None:
    """Return what ``keep_baseline`` stored, or None. Raises OneLineError if the file can't be read."""
    path = _baseline(home, slug)
    try:
        return Baseline.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (BaselineError, OSError, UnicodeDecodeError):
        raise OneLineError(f"{path} can't be read: remove it, and the next check creates a new one") from None


def _baseline(home: Path, slug: str) -> Path:
    return home / "baselines" / f"{slug}.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105 (one call, and it is atomic)
