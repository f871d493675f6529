"""How the night went: coverage, sources and their health, findings, numbers in time."""
