"""The editors' rules: list, form with preview, applying to the archive."""
