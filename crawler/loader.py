"""A spider for each source file: ``scrapy list`` and ``scrapy crawl lao-cai`` know the registry."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from items import Source
from sources import authorities, did_you_mean, hosts_of, read_registry

_Names = list[str]  # the loader's own ``list`` hides the built-in one


class UnknownSpiderError(UsageError, KeyError):
    """A KeyError, as Scrapy wants it of a loader, that its commands print as one line."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, print_help=False)

    def __str__(self) -> str:
        return str(self.args[0])


class RegistryLoader:
    """Scrapy's spider loader over ``sources.load``.

    Settings: ``TCD_OWN_SOURCES`` (the user's folder of source files), ``TCD_ONLY_SOURCES`` (the slugs of the
    sources to know, None for all), ``TCD_SPIDER`` (the dotted path of the class that every spider is made
    of). The name of a bad source file or an unknown one is a ``UsageError``,
    which Scrapy prints as one line; the others can be crawled. A source whose status is "refused" has no
    spider.
    """

    def __init__(self, own: Path | None, only: Collection[str] | None, base: str) -> None:
        registry = read_registry(own, only)
        self._sources, self._broken, self._own, self._base = registry.sources, registry.broken, own, base

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> "RegistryLoader":
        own = settings.get("TCD_OWN_SOURCES")
        return cls(Path(own) if own else None, settings.get("TCD_ONLY_SOURCES"), settings["TCD_SPIDER"])

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source. Raises UnknownSpiderError, and UsageError for a refused or broken one.

        One that this process was not told of at its start is read now.
        """
        if spider_name not in self._sources and spider_name not in self._broken:
            more = read_registry(self._own, [spider_name])
            self._sources = {**self._sources, **more.sources}
            self._broken = {**self._broken, **more.broken}
        if spider_name in self._broken:
            raise UsageError(" | ".join(self._broken[spider_name].splitlines()), print_help=False)
        source = self._sources.get(spider_name)
        if source is None:
            hint = did_you_mean(spider_name, read_registry(self._own).sources)
            raise UnknownSpiderError(f'There is no source "{spider_name}"; {hint}'.rstrip("; "))
        if source.status == "refused":
            raise UsageError(f"{source.slug} is refused: {source.evidence}", print_help=False)
        return spider_class(source, load_object(self._base))

    def list(self) -> _Names:
        return [slug for slug, source in self._sources.items() if source.status != "refused"]

    def find_by_request(self, request: Request) -> _Names:
        host = request.url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
        return [slug for slug in self.list() if host in hosts_of(self._sources[slug])]


def spider_class(source: Source, base: type[Spider]) -> type[Spider]:
    """The spider class of one source, with its politeness as settings."""
    politeness = source.politeness
    settings: dict[str, Any] = {
        "DOWNLOAD_DELAY": politeness.delay,
        "AUTOTHROTTLE_START_DELAY": politeness.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(politeness.concurrency),
        "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
    }
    name = "".join(word.capitalize() for word in source.slug.split("-")) + "Spider"
    return type(
        name,
        (base,),
        {
            "name": source.slug,
            "source": source,
            "authorities": authorities(source),
            "custom_settings": settings,
            "__module__": base.__module__,
        },
    )
