"""The texts of the replica sites: sentence templates, names, places, and damages of texts."""
