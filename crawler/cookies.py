"""Cookies within one crawl, as sites with sessions want them.

Scrapy's own middleware asks a list of public suffixes whose cookies may be shared, and fetches that list from
the internet, past the address guard. One jar here belongs to one source or visit, which speaks to that
source's hosts alone (``crawler.offsite``): there is nobody else to share a cookie with.
"""

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

# Servers refuse a request whose head is too long, mostly at 8 KB: a site that sets a cookie for each article
# would end its own crawl.
MOST = 50
LONGEST = 4096  # bytes of the header


class SourceCookies:
    """Keeps what the source's hosts set, by the rules of ``http.cookiejar``, and sends it back to them.

    What has grown beyond ``MOST`` cookies, or ``LONGEST``, is forgotten: the site may begin a session anew.
    """

    def __init__(self) -> None:
        self._jar = CookieJar()

    def process_request(self, request: Request) -> None:
        # A request that is made again (a redirect, a retry) brings what was sent before.
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)
        if len(request.headers.get("Cookie") or b"") > LONGEST:
            del request.headers["Cookie"]
            self._jar = CookieJar()

    def process_response(self, request: Request, response: Response) -> Response:
        self._jar.extract_cookies(response, request)
        if len(self._jar) > MOST:
            self._jar = CookieJar()
        return response
