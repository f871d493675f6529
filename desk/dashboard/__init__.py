"""The dashboard: coverage, sources with their crawls and findings, statistics."""
