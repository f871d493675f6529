"""Crawl on several machines: a job queue in PostgreSQL, workers that take jobs, a run that awaits reports."""
