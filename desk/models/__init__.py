"""What the desk keeps: its people's sessions, what they hold and draft, and the trail of what they did."""

from desk.models.audit import AuditEntry
from desk.models.editing import Draft, Hold
from desk.models.session import DeskSession

__all__ = ["AuditEntry", "DeskSession", "Draft", "Hold"]
