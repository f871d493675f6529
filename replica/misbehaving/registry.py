"""The registry of misbehaviours."""

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
    """A fault of a site.

    ``description``: one sentence. ``expected``: the failure kind or page kind that a crawl must report,
    "none" if it must cope without one; ``also_accepted``: kinds that are right too, since another check may
    come first. ``articles``: how many of the five a crawl must still find. ``reach``: "article" affects one
    article, "pages" all but robots.txt, "everything" all. ``tls``: the certificate ("self-signed", "expired",
    "other-name"), "plain" for plain HTTP at an https address, "" for http. ``listens`` is false if the port
    refuses connections.
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
        """Send the faulty response if the request is within reach, else the good site's."""
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
    """Register a handler; its docstring is the description.

    ``articles`` defaults to four if the reach is one article, else to none.
    """

    def register(handler: Handler) -> Handler:
        assert name not in _known, name
        assert handler.__doc__, name
        article_count = articles if articles is not None else (ARTICLES - 1 if reach == "article" else 0)
        description = " ".join(handler.__doc__.split())
        _known[name] = Misbehaviour(
            name, description, expected, article_count, handler, reach, also_accepted, tls, listens
        )
        return handler

    return register
