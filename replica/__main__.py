"""``python -m replica [PORT]`` serves the five sites until Ctrl-C; ``--platform NAME`` serves a site of that
platform, ``--misbehaving NAME`` a faulty site.
"""

import argparse
import signal
import sys
import threading

from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer
from replica.network import Network
from replica.platforms import PLATFORM_SITES, make_platform_site
from replica.server import ReplicaServer

PLATFORM_ADDRESS = "127.0.0.20"


def main() -> int:
    """Serve the chosen sites; returns the exit code: 2 for a wrong choice or a taken port."""
    options = _parser().parse_args()
    if options.misbehaving == "":
        _list_misbehaviours()
        return 0
    if options.platform is not None and options.platform not in PLATFORM_SITES:
        sys.stderr.write(
            f"No platform is called {options.platform!r}; choose one of {', '.join(PLATFORM_SITES)}.\n"
        )
        return 2
    if options.misbehaving is not None and options.misbehaving not in MISBEHAVIOURS:
        sys.stderr.write(
            f"No misbehaviour is called {options.misbehaving!r}; --misbehaving without a name lists them.\n"
        )
        return 2
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        if options.platform is not None:
            _serve_platform(options.platform, options.port, stop)
        elif options.misbehaving is None:
            _serve_sites(options.port, stop, counting=options.counting)
        else:
            _serve_misbehaving(options.misbehaving, options.port, stop)
    except OSError as error:
        sys.stderr.write(f"The sites cannot start: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m replica", description="Serve replica sites on loopback.")
    parser.add_argument(
        "port", nargs="?", type=int, default=0, help="one port for all sites (default: a free port for each)"
    )
    parser.add_argument("--counting", action="store_true", help="count one view for every visit")
    parser.add_argument(
        "--misbehaving",
        nargs="?",
        const="",
        metavar="NAME",
        help="serve one faulty site; without a name, list them all",
    )
    parser.add_argument(
        "--platform", metavar="NAME", help=f"serve a site of one platform: {', '.join(PLATFORM_SITES)}"
    )
    return parser


def _list_misbehaviours() -> None:
    for misbehaviour in MISBEHAVIOURS.values():
        sys.stdout.write(
            f"{misbehaviour.name:<26} {misbehaviour.expected:<20} {misbehaviour.articles}"
            f"  {misbehaviour.description}\n"
        )


def _serve_sites(port: int, stop: threading.Event, *, counting: bool) -> None:
    with Network(port, counting=counting) as network:
        for slug, address in network.addresses.items():
            sys.stdout.write(f"{slug:<10} {address}/  {len(network.sites[slug].truth())} articles\n")
        _wait(stop)


def _serve_platform(name: str, port: int, stop: threading.Event) -> None:
    site = make_platform_site(name)
    with ReplicaServer(site, PLATFORM_ADDRESS, port) as server:
        sys.stdout.write(f"{name} {server.url}/  {len(site.truth())} articles\n")
        _wait(stop)


def _serve_misbehaving(name: str, port: int, stop: threading.Event) -> None:
    with MisbehavingServer(name, port=port) as server:
        sys.stdout.write(f"{name} {server.url}/  {server.misbehaviour.description}\n")
        _wait(stop)


def _wait(stop: threading.Event) -> None:
    sys.stdout.write("Ctrl-C stops the server.\n")
    sys.stdout.flush()
    stop.wait()


if __name__ == "__main__":
    raise SystemExit(main())
