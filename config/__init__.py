"""Settings from the environment, Django settings and addresses; named by string only."""
