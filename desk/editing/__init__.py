"""Editing: the queue, an article with its proofs, corrections, states, the trail."""
