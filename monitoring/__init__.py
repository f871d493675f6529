"""Judges crawl reports, keeps findings, and alerts operators: pure functions on frozen values, edges around
them."""
