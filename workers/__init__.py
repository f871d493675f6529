"""Crawls on many machines: a queue in PostgreSQL, workers that take from it, a round that waits for them."""
