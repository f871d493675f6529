"""One crawling process from the outside: started, listened to, ended in time."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from logging import Logger
from typing import IO, Any

from crawler.logs import plain
from crawler.report import SourceReport

GRACE_SECONDS = 7.0  # with the child's own last words, all is over within 10 s
# A living child says so every few seconds (crawler.process): one that is silent for so long hangs.
SILENCE_SECONDS = 180.0
# Until it first does, on a slow machine.
STARTING_SECONDS = 300.0
Progress = Callable[[Mapping[str, Any]], None]
More = Callable[[], str | None]


class CrawlProcess:
    """A crawl of some sources in a process (and a process group) of its own."""

    def __init__(
        self, job: Mapping[str, Any], log: Logger, on_progress: Progress | None, more: More | None = None
    ) -> None:
        """``more`` gives a further source as often as one is done, None when there is none for this child."""
        self._more = more
        self.sources: list[str] = list(job["sources"])
        self.reports: dict[str, SourceReport] = {}
        self.reported_at: dict[str, datetime] = {}
        self._log, self._on_progress = log, on_progress
        self._ended = False
        self._begun = dict.fromkeys(self.sources, time.monotonic())
        self._silent_after = time.monotonic() + STARTING_SECONDS
        self._last_words: deque[str] = deque(maxlen=30)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._listeners = [
            threading.Thread(target=self._events, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._logs, args=(self._process.stderr,), daemon=True),
        ]
        for listener in self._listeners:
            listener.start()
        assert self._process.stdin is not None
        # Left open: its end tells the child that we are gone.
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps({**job, "more": more is not None}) + "\n")
            self._process.stdin.flush()

    def wait(self, seconds: float) -> list[SourceReport]:
        """The reports of all sources, when the child ends, or when it is ended: once one of them takes more
        than so many seconds, or the child was silent for ``SILENCE_SECONDS``.

        A source that the child did not report is "crashed" in the first case, "hung" in the second, and
        "ended" where somebody called ``end`` meanwhile.
        """
        if self._lives_on(seconds):
            reason = "hung"
            self.end()
        else:
            reason = "ended" if self._ended else "crashed"
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        for listener in self._listeners:
            listener.join(timeout=GRACE_SECONDS)
        return [self._told(source, reason) for source in self.sources]

    def _lives_on(self, seconds: float) -> bool:
        """Wait for the child's own end; True where it does not come in time."""
        while (now := time.monotonic()) < min(self._oldest(now) + seconds, self._silent_after):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=min(1.0, self._oldest(now) + seconds - now))
                return False
        return self._process.poll() is None

    def _oldest(self, now: float) -> float:
        """When the source began that goes on for longest; ``now`` where all are done."""
        return min((at for source, at in [*self._begun.items()] if source not in self.reports), default=now)

    def _draw(self) -> None:
        """One is done: begin another, or say that there are no more."""
        if self._more is None:
            return
        slug = self._more()
        if slug is None:
            self._more = None
        else:
            self._begun[slug] = time.monotonic()
            self.sources.append(slug)
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):
            self._process.stdin.write(f"{slug or ''}\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """Ask the child to end in order, and after the grace end it."""
        self._ended = True
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        # The group too: whatever the child started ends with it.
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _told(self, source: str, reason: str) -> SourceReport:
        report = self.reports.get(source)
        if report is None:
            return self._unreported(source, reason)
        # A child that was ended only knows that somebody asked it to end, or not even that.
        cut = self._ended and report.finish_reason in ("shutdown", "crashed")
        return replace(report, finish_reason=reason) if cut else report

    def _unreported(self, source: str, reason: str) -> SourceReport:
        words = " | ".join(line for line in self._last_words if line.strip())[-500:]
        return SourceReport(
            source,
            finish_reason=reason,
            error=f"the crawling process ended with {self._process.returncode}: {words or 'no last words'}",
        )

    def _events(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._silent_after = time.monotonic() + SILENCE_SECONDS
                with suppress(ValueError, TypeError, KeyError):
                    event = json.loads(line)
                    if event["event"] == "alive":
                        continue
                    if event["event"] == "report":
                        report = SourceReport.from_record(event)
                        self.reported_at[report.source] = datetime.now(UTC)
                        again = report.source in self.reports
                        self.reports[report.source] = report
                        if not again:
                            self._draw()
                    if self._on_progress is not None:
                        self._on_progress(event)

    def _logs(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._last_words.append(plain(line.rstrip()))
                self._log.info("%s", line.rstrip())
