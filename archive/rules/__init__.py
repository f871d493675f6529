"""Editors' rules: hide, tag or assign the articles that match a search. Models are needed at import.

``preview`` shows what a rule would change, ``apply`` applies it to the archive, ``apply_to_new`` applies all
rules to articles that have just been stored. ``archive.signals.rule_applied`` is sent for each changed
article, for the desk's audit trail.
"""

from archive.rules.acting import Preview, apply, apply_to_new, preview
from archive.rules.matching import matches, search_of

__all__ = ["Preview", "apply", "apply_to_new", "matches", "preview", "search_of"]
