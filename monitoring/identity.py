"""Whether a site is still the same: its fingerprint compared with an earlier one. Pure."""

from monitoring.site_fingerprint import SiteFingerprint, similarity
from monitoring.values import SourceHistory, VisitReport

# Fewer words are too few to compare.
_ENOUGH_WORDS = 60
_VIETNAMESE, _FOREIGN = 0.06, 0.015
_SUBJECT_SHARE, _SPAM_SHARE, _SPAM_LEAST = 0.004, 0.01, 5
REDESIGNED = 0.5


def fingerprint_before(history: SourceHistory, name: str, *, before: VisitReport) -> SiteFingerprint | None:
    """The fingerprint before a finding of this kind: from the open finding, else from the newest earlier
    report.

    Reports before an accepted finding do not count: acceptance sets a new baseline.
    """
    known = history.open(name)
    if known is not None and known.evidence.get("before"):
        return SiteFingerprint.from_record(known.evidence["before"])
    accepted = [
        finding.until
        for finding in history.findings
        if finding.ending == "accepted" and finding.name == name and finding.until
    ]
    for visit in history.visits:
        if (
            visit.at < before.at
            and visit.read
            and visit.fingerprint.words
            and all(visit.at >= accepted_at for accepted_at in accepted)
        ):
            return visit.fingerprint
    return None


def taken_over(now: SiteFingerprint, before: SiteFingerprint | None) -> dict[str, object] | None:
    """Evidence that the site was taken over by somebody else, or None."""
    if before is None or min(now.words, before.words) < _ENOUGH_WORDS:
        return None
    reasons = []
    if before.vietnamese >= _VIETNAMESE and now.vietnamese < _FOREIGN:
        reasons.append("language")
    spam, spam_before = now.spam / now.words, before.spam / before.words
    if now.spam >= _SPAM_LEAST and spam >= _SPAM_SHARE and spam > 5 * spam_before:
        reasons.append("spam")
    lost_subject = before.subject / before.words >= _SUBJECT_SHARE and now.subject == 0
    likeness = similarity(now.front, before.front)
    other_hosts = bool(now.hosts) and bool(before.hosts) and not {*now.hosts} & {*before.hosts}
    other_look = likeness is not None and likeness < 0.2
    if lost_subject and (reasons or other_hosts or other_look):
        reasons.append("subject")
    if reasons and other_hosts:
        reasons.append("hosts")
    if not reasons:
        return None
    figures = ("title", "words", "subject", "spam", "vietnamese", "hosts")
    return {
        "reasons": reasons,
        "now": {name: getattr(now, name) for name in figures},
        "before": before.to_record(),
        "examples": list(now.pages),
    }


def likeness(now: SiteFingerprint, before: SiteFingerprint | None) -> float | None:
    """The lower similarity (0 to 1) of article and listing skeletons; None where they cannot be compared."""
    if before is None:
        return None
    similarities = [similarity(now.article, before.article), similarity(now.front, before.front)]
    known = [value for value in similarities if value is not None]
    return min(known) if known else None
