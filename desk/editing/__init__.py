"""Editing: the queue, articles with their proofs, states, corrections, the audit trail."""
