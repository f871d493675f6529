"""Figures of the archive at many sizes, on articles that are generated."""
