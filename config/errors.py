"""What is wrong with a setting."""


class SettingError(ValueError):
    """A setting that cannot be used; the message is one sentence for whoever wrote it."""
