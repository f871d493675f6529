"""Rules of the editors: hide, tag or assign what matches. Models are needed at import.

``touched`` shows what a rule would do, ``apply`` does it to the archive, ``arrive`` to what has just been
stored. ``archive.acts.acted`` is sent for each act, so that the desk can keep its trail.
"""

from archive.rules.acting import apply, arrive
from archive.rules.matching import holds, search_of
from archive.rules.preview import Preview, touched

__all__ = ["Preview", "apply", "arrive", "holds", "search_of", "touched"]
