"""``python -m replica [PORT]``: serves the five sites until Ctrl-C."""

import argparse
import signal
import sys
import threading

from replica.network import Network


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m replica", description="Serve the five replica sites on loopback."
    )
    parser.add_argument(
        "port", nargs="?", type=int, default=0, help="the same port for all; free ones if not given"
    )
    parser.add_argument("--counting", action="store_true", help="let every visit add one view")
    choice = parser.parse_args()
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    try:
        with Network(choice.port, counting=choice.counting) as network:
            for slug, address in network.addresses.items():
                sys.stdout.write(f"{slug:<10} {address}/  {len(network.sites[slug].truth())} articles\n")
            sys.stdout.write("Ctrl-C ends.\n")
            sys.stdout.flush()
            ended.wait()
    except OSError as error:
        sys.stderr.write(f"The sites cannot start: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
