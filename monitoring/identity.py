"""Is it still the same site? Language, subject and skeleton against what they were. Pure."""

from monitoring.site_fingerprint import SiteFingerprint, similarity
from monitoring.values import SourceHistory, VisitReport

# Of a page this large something can be said.
_ENOUGH_WORDS = 60
_VIETNAMESE, _FOREIGN = 0.06, 0.015
_SUBJECT_SHARE, _SPAM_SHARE, _SPAM_LEAST = 0.004, 0.01, 5
REDESIGNED = 0.5


def fingerprint_before(history: SourceHistory, name: str, *, before: VisitReport) -> SiteFingerprint | None:
    """How the site looked before a finding of this name: kept by the open one, else the visits' newest.

    What somebody accepted is how it looks.
    """
    known = history.open(name)
    if known is not None and known.evidence.get("before"):
        return SiteFingerprint.from_record(known.evidence["before"])
    accepted = [
        each.until
        for each in history.findings
        if each.ending == "accepted" and each.name == name and each.until
    ]
    for visit in history.visits:
        if (
            visit.at < before.at
            and visit.read
            and visit.fingerprint.words
            and all(visit.at >= each for each in accepted)
        ):
            return visit.fingerprint
    return None


def taken_over(now: SiteFingerprint, before: SiteFingerprint | None) -> dict[str, object] | None:
    """Why the site seems to be somebody else's now, as evidence; None where it does not."""
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
    """How alike the skeletons are, of articles or else of the entrance; None where it can't be told."""
    if before is None:
        return None
    told = [similarity(now.article, before.article), similarity(now.front, before.front)]
    known = [each for each in told if each is not None]
    return min(known) if known else None
