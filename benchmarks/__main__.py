"""Run every benchmark, or those named: ``python -m benchmarks [dates extraction …]``."""

import importlib
import sys

ALL = ("dates", "extraction", "feeds", "crawl")


def main() -> None:
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()


main()
