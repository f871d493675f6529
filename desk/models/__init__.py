"""The desk's tables: sessions, edit locks, drafts and the audit trail."""

from desk.models.audit import AuditEntry
from desk.models.editing import Draft, Hold
from desk.models.session import DeskSession

__all__ = ["AuditEntry", "DeskSession", "Draft", "Hold"]
