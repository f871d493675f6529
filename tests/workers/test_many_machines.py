"""A round and its workers in processes of their own: every article once, whichever process dies or stops."""

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
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


def test_another_worker_does_the_jobs_of_killed_and_stopped_ones(postgres_url: str, tmp_path: Path) -> None:
    slugs = ["lai-chau", "son-la"]
    with new_database(postgres_url) as database, Network() as network:
        assert "tincongdoan migrate" in call(tmp_path, database, "worker").stderr
        assert "procrastinate" in call(tmp_path, database, "migrate").stdout
        # So slow that both are at work when it happens.
        ground = Ground(tmp_path, network, slugs, delay=0.25, database=database)
        with started(ground, WORKER, "1") as killed, started(ground, WORKER, "1") as stopped:
            wait_until(lambda: registered_workers(ground) == 2)
            with started(ground, NIGHT, *slugs) as night:
                wait_until(lambda: job_statuses(ground) == ["doing", "doing"])
                with started(ground, WORKER, "1") as other:
                    wait_until(
                        lambda: (
                            registered_workers(ground) == 3
                            and len({source for source, _ in ground.articles()}) == 2
                        )
                    )
                    Ground(tmp_path, network, slugs)
                    os.kill(killed.pid, signal.SIGKILL)
                    assert len(ground.articles()) < len(ground.expected())
                    begun = time.monotonic()
                    stopped.send_signal(signal.SIGTERM)
                    output, _ = stopped.communicate(timeout=20)
                    assert (stopped.returncode, time.monotonic() - begun < 10) == (0, True), output
                    night_output, _ = night.communicate(timeout=90)
                    assert night.returncode == 0, night_output
                    other.terminate()
                    output, _ = other.communicate(timeout=20)
                    assert other.returncode == 0, output
        assert ground.articles() == ground.expected()
        runs = ground.query("SELECT reason, interrupted, finished_at IS NULL FROM archive_run")
        assert runs == [("night", False, False)]
        reports = ground.query("SELECT source, ok FROM archive_sourcerun ORDER BY source")
        assert reports == [(slug, True) for slug in sorted(slugs)], night_output
        assert (ground.pending(), job_statuses(ground)) == (0, [])
    assert ground.check_feeds() > 10
    log = (tmp_path / "logs" / "tincongdoan.log").read_text(encoding="utf-8")
    assert log.count("its worker died, another one may take it") == 1
    assert log.count(": given back") == 1
    assert log.count(": begun for run 1") == 4
