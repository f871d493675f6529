"""Charts as SVG, drawn by pygal; pages show them as images, so that nothing in them can run."""

import sys
from collections.abc import Sequence

import pygal
from django.utils.formats import number_format
from lxml import etree
from pygal.graph.graph import Graph
from pygal.style import Style

# pygal installs an import hook for its plugins, of a kind that Python no longer supports: every later import
# of a missing module would warn about it.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]


def _number(value: float) -> str:
    return number_format(round(value), force_grouping=True)


# Legible on light and dark pages.
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#8a817c",
    foreground_strong="#8a817c",
    foreground_subtle="#8a817c55",
    guide_stroke_color="#8a817c55",
    major_guide_stroke_color="#8a817c55",
    guide_stroke_dasharray="2,4",
    major_guide_stroke_dasharray="2,4",
    # No red: at the desk red means failure.
    colors=("#4d8a62", "#5577aa"),
    font_family="system-ui, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=13,
    opacity="1",
)
_SHAPE = {
    "style": _STYLE,
    "width": 960,
    "height": 300,
    "margin": 8,
    "js": (),
    "disable_xml_declaration": True,
    "margin_right": 40,
    "max_scale": 6,
    "value_formatter": _number,
    "no_data_text": "–",
    "truncate_label": -1,
    "include_x_axis": True,
}


def bars(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> bytes:
    """Stacked bars as SVG; each series is (name, values), one value a label."""
    chart = pygal.StackedBar(show_legend=len(series) > 1, legend_at_bottom=True, **_SHAPE)
    return _render(chart, labels, series)


def lines(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]) -> bytes:
    """Lines as SVG; each series is (name, values), one value a label, None for a gap."""
    chart = pygal.Line(show_legend=len(series) > 1, legend_at_bottom=True, dots_size=3, **_SHAPE)
    return _render(chart, labels, series)


def _render(chart: Graph, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]) -> bytes:
    chart.x_labels = list(labels)
    highest = max((value or 0 for _, values in series for value in values), default=0)
    if highest < 4:
        # Otherwise the axis would have halves of articles.
        chart.y_labels = range(max(highest, 1) + 1)
    if len(labels) > 16:
        chart.x_labels_major_every = -(-len(labels) // 12)
        chart.show_minor_x_labels = False
    for name, values in series:
        chart.add(name, list(values))
    chart.add_xml_filter(_remove_scripts)
    return str(chart.render(is_unicode=True)).encode()


def _remove_scripts(root: etree._Element) -> etree._Element:
    """Without the script that pygal adds with its settings."""
    for script in [*root.iter("{*}script")]:
        parent = script.getparent()
        if parent is not None:
            parent.remove(script)
    return root
