"""The registry of sources: one TOML file a source, its schema and its messages."""

from sources.checks import LONGEST_SLUG
from sources.errors import SourceFileError, did_you_mean
from sources.hosts import authorities, hosts_of, start_addresses
from sources.registry import ALONE, PACKAGED, Registry, load, load_file, read, slugs

__all__ = [
    "ALONE",
    "LONGEST_SLUG",
    "PACKAGED",
    "Registry",
    "SourceFileError",
    "authorities",
    "did_you_mean",
    "hosts_of",
    "load",
    "load_file",
    "read",
    "slugs",
    "start_addresses",
]
