"""Users of the desk: signing in and out, invitations, roles, passwords, sessions."""
