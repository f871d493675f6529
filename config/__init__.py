"""Settings from the environment, Django's settings and URLs. Lower packages name them by string only."""
