"""Entries of the archive as feeds, and their publishing."""
