"""Stories: reprints of one text across sources, who published first, and how much the others share with it.

``queue_comparison`` queues articles, ``link`` compares the queued ones, ``rebuild`` compares all again.
``of``, ``numbers`` and ``tales`` read stories. Models are needed at import: Django must be set up before.
"""

from archive.stories.link import link, queue_comparison, rebuild
from archive.stories.read import Member, Other, Tale, numbers, of, tales

__all__ = ["Member", "Other", "Tale", "link", "numbers", "of", "queue_comparison", "rebuild", "tales"]
