"""Figures that anybody can run again: ``make bench``. Peers in the same run, results as ratios."""
