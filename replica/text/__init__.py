"""Building blocks of the replica's texts: sentences with slots, names, places, and what spoils a text."""
