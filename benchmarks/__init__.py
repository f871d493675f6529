"""Benchmarks: ``make bench``. Peers run in the same process or run, so that ratios hold on other machines."""
