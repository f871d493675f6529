"""Whoever dies, is told to end or loses the database: a round ends, and every article is there once."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "workers"))
from machines import (
    NIGHT,
    WORKER,
    Ground,
    call,
    job_statuses,
    new_database,
    registered_workers,
    started,
    wait_until,
)

from replica import Network

SLUGS = ["ha-noi", "lai-chau", "lao-cai", "quang-nam", "son-la"]
ALIVE = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 seconds'"
STALLED = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat < now() - interval '5 seconds'"
LATER = "UPDATE archive_sourcerun SET finished_at = finished_at - interval '30 hours'"


@pytest.fixture
def ground(postgres_url: str, tmp_path: Path) -> Iterator[Ground]:
    with new_database(postgres_url) as database, Network() as network:
        assert call(tmp_path, database, "migrate").returncode == 0
        yield Ground(tmp_path, network, SLUGS, delay=0.1, database=database)


def ends(ground: Ground) -> dict[str, str]:
    """How each source's newest report ended."""
    rows = ground.query("SELECT source, finish_reason FROM archive_sourcerun ORDER BY id")
    return {str(source): str(reason) for source, reason in rows}


def log(ground: Ground) -> str:
    return (ground.home / "logs" / "tincongdoan.log").read_text(encoding="utf-8")


def execute(ground: Ground, sql: str) -> None:
    import psycopg

    with psycopg.connect(ground.database, autocommit=True) as server:
        server.execute(sql)


def next_night(ground: Ground) -> None:
    """Another whole night, at the end of which everything is there once and nothing waits."""
    execute(ground, LATER)
    with started(ground, NIGHT, *SLUGS) as night:
        words, _ = night.communicate(timeout=240)
        assert night.returncode == 0, words
    assert ground.articles() == ground.expected(), ends(ground)
    assert (job_statuses(ground), set(ends(ground).values())) == ([], {"finished"})


def test_where_no_worker_is_left_the_round_crawls_by_itself(ground: Ground) -> None:
    with started(ground, WORKER, "2") as worker:
        wait_until(lambda: registered_workers(ground) == 1)
        assert "1 worker alive" in call(ground.home, ground.database, "doctor").stdout
        with started(ground, NIGHT, *SLUGS) as night:
            wait_until(lambda: len(ground.articles()) > 5)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=10) == 0
            words, _ = night.communicate(timeout=240)
            assert night.returncode == 0, words
    assert ground.articles() == ground.expected()
    assert (job_statuses(ground), set(ends(ground).values())) == ([], {"finished"})


def test_a_round_that_is_told_to_end_ends_its_workers_crawls_in_time(ground: Ground) -> None:
    with started(ground, WORKER, "2") as worker:
        wait_until(lambda: registered_workers(ground) == 1)
        stopped = NIGHT.replace("scheduler.night()", "import signal, threading\n") + (
            "def end(*_):\n    threading.Thread(target=scheduler.end_all).start()\n"
            "signal.signal(signal.SIGTERM, end)\nscheduler.night()\n"
        )
        with started(ground, stopped, *SLUGS) as night:
            wait_until(lambda: len(ground.articles()) > 5)
            begun = time.monotonic()
            night.send_signal(signal.SIGTERM)
            wait_until(lambda: ground.query("SELECT 1 FROM archive_run WHERE finished_at IS NOT NULL"))
            assert time.monotonic() - begun < 11
            words, _ = night.communicate(timeout=60)
            assert night.returncode == 0, words
        assert set(ends(ground).values()) <= {"ended", "not started", "finished"}
        assert {"ended", "not started"} <= set(ends(ground).values())
        assert (job_statuses(ground), worker.poll()) == ([], None)
        next_night(ground)


def test_a_killed_round_leaves_nothing_in_the_way_of_the_next(ground: Ground) -> None:
    with started(ground, WORKER, "1"):
        wait_until(lambda: registered_workers(ground) == 1)
        with started(ground, NIGHT, *SLUGS) as night:
            wait_until(lambda: len(ground.articles()) > 5)
            os.kill(night.pid, signal.SIGKILL)
        assert len(job_statuses(ground)) > 2
        next_night(ground)
    assert ground.query("SELECT interrupted FROM archive_run ORDER BY id") == [(True,), (False,)]


def test_a_worker_whose_sign_of_life_fails_begins_anew(ground: Ground) -> None:
    heartbeat = "procrastinate_update_heartbeat_v1"
    with started(ground, WORKER, "2"):
        wait_until(lambda: registered_workers(ground) == 1)
        execute(ground, f"ALTER FUNCTION {heartbeat} RENAME TO away")
        wait_until(lambda: "starting again" in log(ground))
        execute(ground, f"ALTER FUNCTION away RENAME TO {heartbeat}")
        fresh = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 second'"
        wait_until(lambda: len(ground.query(fresh)) == 1)
        next_night(ground)


def test_a_database_that_throws_everybody_out_costs_no_article(ground: Ground) -> None:
    out = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with started(ground, WORKER, "2") as worker:
        wait_until(lambda: registered_workers(ground) == 1)
        with started(ground, NIGHT, *SLUGS) as night:
            wait_until(lambda: len(ground.articles()) > 5)
            execute(ground, out)
            night.communicate(timeout=240)
        assert worker.poll() is None
        next_night(ground)


def test_a_worker_that_is_not_fit_ends_and_eats_no_queue(ground: Ground) -> None:
    broken = WORKER.replace(
        "run_worker(int",
        "import workers.tasks\ndef unfit():\n    raise RuntimeError('spoilt')\n"
        "workers.tasks.DjangoState = unfit\nrun_worker(int",
    )
    with started(ground, broken, "2") as bad, started(ground, WORKER, "2"):
        wait_until(lambda: registered_workers(ground) == 2)
        next_night(ground)
        words, _ = bad.communicate(timeout=10)
        assert (bad.returncode, "spoilt" in words) == (1, True)


def test_what_workers_do_not_end_or_begin_in_the_limit_is_told(ground: Ground) -> None:
    """The one job of a worker that lives on and does nothing is hung, the others were not begun."""
    asleep = WORKER.replace(
        "run_worker(int",
        "import time, workers.tasks\nworkers.tasks._run_crawl = lambda *_: time.sleep(600)\nrun_worker(int",
    )
    impatient = (
        "import sys\nfrom functools import partial\nfrom archive.ready import set_up\nset_up()\n"
        "from workers import distributed_runner as module\nfrom crawler.run import crawl\n"
        "module.PATIENCE_SECONDS = 0\n"
        "crawl(sys.argv[1:], time_limit=2, by=partial(module.DistributedRunner, timeouts=timeouts))\n"
    )
    with started(ground, asleep, "1"):
        wait_until(lambda: registered_workers(ground) == 1)
        with started(ground, impatient, *SLUGS) as crawl:
            words, _ = crawl.communicate(timeout=60)
            assert crawl.returncode == 0, words
    assert sorted(ends(ground).values()) == ["hung", *["not started"] * 4]
    assert job_statuses(ground) == ["doing"]
    wait_until(lambda: len(ground.query(STALLED)) == 1)
    with started(ground, WORKER, "2"):
        wait_until(lambda: ground.query(ALIVE) == [(1,)])
        next_night(ground)
