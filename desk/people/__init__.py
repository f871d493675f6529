"""People: signing in and out, invitations, roles, one's own password and sessions."""
