"""The memory: articles, their revisions, readings of views, runs; a Django app on SQLite or PostgreSQL."""
