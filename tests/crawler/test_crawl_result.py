"""What spider, stages and extensions put into a crawl's result stands in its report."""

from scrapy import Spider

from crawler.process import report_of
from items.crawl_result import CrawlResult, ReportingSpider, result_of


def test_a_failure_keeps_three_addresses_those_of_listings_first() -> None:
    result = CrawlResult()
    for number in range(4):
        result.add_failure("http 404", f"http://a.example/{number}")
    result.add_failure("http 404", "http://a.example/tin", first=True)
    result.add_failure("flood")
    report = report_of("a", result, {}, "finished", 1.0)
    assert report.failures == {"flood": 1, "http 404": 5}
    assert report.examples == {
        "http 404": ["http://a.example/tin", "http://a.example/0", "http://a.example/1"]
    }


def test_certificate_faults_are_reported_of_the_own_hosts_only() -> None:
    result = CrawlResult(home="http://a.example", certificate_faults={"b.example": "self-signed"})
    result.add_failure("certificate", "https://b.example/")
    assert report_of("a", result, {}, "finished", 1.0).notes == {}
    result.certificate_faults["a.example"] = "expired on 2024-01-31"
    assert report_of("a", result, {}, "finished", 1.0).notes == {"certificate": "expired on 2024-01-31"}


def test_a_spider_of_scrapys_own_has_a_result_that_nobody_reads() -> None:
    class Ours(ReportingSpider, Spider):
        name = "ours"

    ours = Ours()
    ours.result = CrawlResult()
    assert result_of(ours) is ours.result
    assert result_of(Spider("theirs")) == CrawlResult()
    assert result_of(None) == CrawlResult()
