"""Run every benchmark, or those named: ``python -m benchmarks [dates extraction …]``."""

import importlib
import sys

ALL = (
    "dates",
    "extraction",
    "feeds",
    "archive.reprints",
    "archive.storing",
    "archive.finding",
    "crawl",
    "night",
    "desk",
)


def main() -> None:
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        sys.argv = [name]  # each has words of its own
        importlib.import_module(f"benchmarks.{name}").main()


main()
