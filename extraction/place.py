"""Where on the page something stands, in words an editor can follow: ``div#main > p.date``."""

from __future__ import annotations

from lxml.etree import _Element as Element


def place_of(element: Element | None, depth: int = 3) -> str:
    """A short CSS-like path of the innermost ``depth`` elements below ``body``."""
    parts: list[str] = []
    while element is not None and len(parts) < depth and isinstance(element.tag, str):
        if element.tag in ("body", "html"):
            break
        name = str(element.tag)
        if element.keys():  # most have none, and asking for each takes longer
            identity = element.get("id")
            classes = (element.get("class") or "").split()
            if identity and len(identity) < 40:
                name += f"#{identity}"
            elif classes:
                name += f".{classes[0]}"
        parts.append(name)
        element = element.getparent()
    return " > ".join(reversed(parts)) or "body"
