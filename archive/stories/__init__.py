"""Stories: reprints of one text across sources; who was first, and how much the others share with it.

``wait`` notes what is to be compared, ``link`` compares it, ``rebuild`` compares everything anew; ``of``,
``numbers`` and ``tales`` tell. Models are needed at import: Django must be set up before.
"""

from archive.stories.link import link, rebuild, wait
from archive.stories.read import Member, Other, Tale, numbers, of, tales

__all__ = ["Member", "Other", "Tale", "link", "numbers", "of", "rebuild", "tales", "wait"]
