"""The registry of sources: one TOML file a source, its schema and its messages."""

from sources.errors import SourceFileError, did_you_mean
from sources.hosts import authorities, hosts_of, start_addresses
from sources.registry import load, load_file

__all__ = [
    "SourceFileError",
    "authorities",
    "did_you_mean",
    "hosts_of",
    "load",
    "load_file",
    "start_addresses",
]
