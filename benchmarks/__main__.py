"""Run all benchmarks, or the given ones: ``python -m benchmarks [dates extraction …]``."""

import importlib
import sys

ALL = (
    "dates",
    "extraction",
    "feeds",
    "archive.reprints",
    "archive.storing",
    "archive.searching",
    "crawl",
    "night",
    "desk",
)


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        sys.argv = [name]  # without arguments, since every benchmark has its own
        importlib.import_module(f"benchmarks.{name}").main()


main()
