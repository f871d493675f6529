"""``python -m replica [PORT]`` serves the five sites until Ctrl-C, ``--platform NAME`` one of another system,
``--misbehaving NAME`` a bad one.
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
    choice = _parser().parse_args()
    if choice.misbehaving == "":
        _list()
        return 0
    if choice.platform is not None and choice.platform not in PLATFORM_SITES:
        sys.stderr.write(
            f"No platform is called {choice.platform!r}; there are {', '.join(PLATFORM_SITES)}.\n"
        )
        return 2
    if choice.misbehaving is not None and choice.misbehaving not in MISBEHAVIOURS:
        sys.stderr.write(
            f"No misbehaviour is called {choice.misbehaving!r}; --misbehaving alone lists them.\n"
        )
        return 2
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    try:
        if choice.platform is not None:
            _serve_platform(choice.platform, choice.port, ended)
        elif choice.misbehaving is None:
            _serve_sites(choice.port, ended, counting=choice.counting)
        else:
            _serve_misbehaving(choice.misbehaving, choice.port, ended)
    except OSError as error:
        sys.stderr.write(f"The sites cannot start: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m replica", description="Serve replica sites on loopback.")
    parser.add_argument(
        "port", nargs="?", type=int, default=0, help="the same port for all; free ones if not given"
    )
    parser.add_argument("--counting", action="store_true", help="let every visit add one view")
    parser.add_argument(
        "--misbehaving",
        nargs="?",
        const="",
        metavar="NAME",
        help="serve one site that misbehaves; without a name, list them all",
    )
    parser.add_argument(
        "--platform", metavar="NAME", help=f"serve a site of one system: {', '.join(PLATFORM_SITES)}"
    )
    return parser


def _list() -> None:
    for each in MISBEHAVIOURS.values():
        sys.stdout.write(f"{each.name:<26} {each.expected:<20} {each.articles}  {each.description}\n")


def _serve_sites(port: int, ended: threading.Event, *, counting: bool) -> None:
    with Network(port, counting=counting) as network:
        for slug, address in network.addresses.items():
            sys.stdout.write(f"{slug:<10} {address}/  {len(network.sites[slug].truth())} articles\n")
        _wait(ended)


def _serve_platform(name: str, port: int, ended: threading.Event) -> None:
    site = make_platform_site(name)
    with ReplicaServer(site, PLATFORM_ADDRESS, port) as server:
        sys.stdout.write(f"{name} {server.url}/  {len(site.truth())} articles\n")
        _wait(ended)


def _serve_misbehaving(name: str, port: int, ended: threading.Event) -> None:
    with MisbehavingServer(name, port=port) as server:
        sys.stdout.write(f"{name} {server.url}/  {server.misbehaviour.description}\n")
        _wait(ended)


def _wait(ended: threading.Event) -> None:
    sys.stdout.write("Ctrl-C ends.\n")
    sys.stdout.flush()
    ended.wait()


if __name__ == "__main__":
    raise SystemExit(main())
