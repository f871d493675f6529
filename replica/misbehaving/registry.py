"""Every misbehaviour by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from replica.misbehaving.exchange import Exchange

Reach = Literal["article", "pages", "everything"]
Handler = Callable[[Exchange], None]
ARTICLES: Final = 5


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """A way to misbehave.

    ``does``: one sentence. ``expect``: the name that an honest crawler's report carries, a failure's or a
    page kind's; "none" where a good crawler copes and has nothing to report. ``or_else``: names that are as
    honest, because another guard may notice first. ``articles``: how many are still to be found (of five).
    ``reach``: "article" spoils one article, "pages" all but robots.txt, "everything" that too.
    ``tls``: the certificate that the site shows ("self-signed", "expired", "other-name"), "plain" where it
    talks HTTP at an https address, "" for http. ``listens`` is false where nobody takes the connection.
    """

    name: str
    description: str
    expected: str
    articles: int
    handler: Handler
    reach: Reach = "article"
    also_accepted: tuple[str, ...] = ()
    tls: str = ""
    listens: bool = True

    def answer(self, exchange: Exchange) -> None:
        """Answers badly within reach, and as a good site does elsewhere."""
        if self._reaches(exchange):
            self.handler(exchange)
        else:
            exchange.good()

    def _reaches(self, exchange: Exchange) -> bool:
        match self.reach:
            case "article":
                return exchange.path == exchange.site.faulty_article.path
            case "pages":
                return exchange.path != "/robots.txt"
            case "everything":
                return True


_known: dict[str, Misbehaviour] = {}
MISBEHAVIOURS: Final = MappingProxyType(_known)


def misbehaviour(
    name: str,
    expected: str,
    *,
    articles: int | None = None,
    reach: Reach = "article",
    also_accepted: tuple[str, ...] = (),
    tls: str = "",
    listens: bool = True,
) -> Callable[[Handler], Handler]:
    """Registers a handler, its docstring as what it does.

    ``articles`` is, unless given, four where one of the five is spoilt, none where all pages are.
    """

    def register(handler: Handler) -> Handler:
        assert name not in _known, name
        assert handler.__doc__, name
        found = articles if articles is not None else (ARTICLES - 1 if reach == "article" else 0)
        description = " ".join(handler.__doc__.split())
        _known[name] = Misbehaviour(
            name, description, expected, found, handler, reach, also_accepted, tls, listens
        )
        return handler

    return register
