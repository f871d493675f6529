"""Spiders made of source files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.loader import RegistryLoader

WriteSource = Callable[..., Path]


def loader(own: Path) -> RegistryLoader:
    return RegistryLoader.from_settings(
        Settings({"TCD_OWN_SOURCES": str(own), "TCD_SPIDER": "scrapy.Spider"})
    )


def test_every_source_has_a_spider_of_its_name(write_source: WriteSource) -> None:
    found = loader(write_source("rieng", "http://rieng.example"))
    assert {"lao-cai", "rieng"} <= set(found.list())
    spider: Any = found.load("rieng")
    assert issubclass(spider, Spider)
    assert (spider.name, spider.source.name) == ("rieng", "Nguồn thử")
    assert spider.custom_settings["DOWNLOAD_DELAY"] == 0


def test_the_politeness_of_the_file_becomes_settings(tmp_path: Path) -> None:
    spider: Any = loader(tmp_path).load("lai-chau")
    assert spider.custom_settings["DOWNLOAD_DELAY"] == 2.0
    assert spider.custom_settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1


def test_an_unknown_name_is_a_key_error_that_says_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(KeyError) as told:
        loader(tmp_path).load("lao-kai")
    assert str(told.value) == 'There is no source "lao-kai"; did you mean "lao-cai"?'
    assert isinstance(told.value, UsageError)


def test_a_process_of_some_sources_knows_no_others_but_what_may_have_been_meant(tmp_path: Path) -> None:
    settings = {
        "TCD_OWN_SOURCES": str(tmp_path),
        "TCD_SPIDER": "scrapy.Spider",
        "TCD_ONLY_SOURCES": ["son-la"],
    }
    found = RegistryLoader.from_settings(Settings(settings))
    assert found.list() == ["son-la"]
    with pytest.raises(KeyError, match='did you mean "lao-cai"'):
        found.load("lao-kai")


def test_a_bad_file_is_told_in_one_line_when_asked_for_and_hides_no_other(write_source: WriteSource) -> None:
    own = write_source("hong", "không phải địa chỉ")
    found = loader(own)
    assert "lao-cai" in found.list()
    assert "hong" not in found.list()
    with pytest.raises(UsageError, match=r"hong\.toml:4: home = ") as told:
        found.load("hong")
    assert len(str(told.value).splitlines()) == 1


def test_a_refused_source_has_no_spider(write_source: WriteSource) -> None:
    own = write_source("xau", "http://xau.example")
    path = own / "xau.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("unverified", "refused"), encoding="utf-8")
    assert "xau" not in loader(own).list()
    with pytest.raises(UsageError, match="refused"):
        loader(own).load("xau")


def test_a_request_finds_the_sources_of_its_host(write_source: WriteSource) -> None:
    found = loader(write_source("rieng", "http://rieng.example"))
    assert found.find_by_request(Request("https://www.rieng.example/x")) == ["rieng"]
    assert found.find_by_request(Request("https://khac.example/x")) == []
