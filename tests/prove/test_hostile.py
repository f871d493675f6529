"""Every site that misbehaves beside five that don't, in one run: bounded, each reported by its name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
from hostile import Hostile

from replica.misbehaving import MISBEHAVIOURS


class TestAllOfThem(Hostile):
    names = tuple(MISBEHAVIOURS)
    seconds = 400.0
