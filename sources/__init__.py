"""The registry of sources: one TOML file for each source, its schema and its error messages."""

from sources.checks import LONGEST_SLUG
from sources.errors import SourceFileError, did_you_mean
from sources.hosts import authorities, hosts_of, source_of_url, start_addresses
from sources.registry import (
    ONLY_OWN_FILE,
    PACKAGED_FOLDER,
    Registry,
    load_source,
    load_sources,
    read_registry,
    source_slugs,
)

__all__ = [
    "LONGEST_SLUG",
    "ONLY_OWN_FILE",
    "PACKAGED_FOLDER",
    "Registry",
    "SourceFileError",
    "authorities",
    "did_you_mean",
    "hosts_of",
    "load_source",
    "load_sources",
    "read_registry",
    "source_of_url",
    "source_slugs",
    "start_addresses",
]
