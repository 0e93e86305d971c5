"""The plot of the README: how long each engine takes, by case."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import matplotlib as mpl
from matplotlib.figure import Figure

from tools.bench.peers import EMBEDDERS, GENERATORS, OURS

OURS_COLOUR, OTHERS_COLOUR = "#1b7f5c", "#9aa5b1"
HIDDEN = "own length"  # cases that are in the table alone


def draw(seconds: Mapping[str, Mapping[str, Sequence[float]]], machine: str, path: Path) -> None:
    """Draw a row of bars per engine, a panel per case, into an SVG with text that stays text."""
    mpl.rcParams["svg.fonttype"] = "none"
    mpl.rcParams["svg.hashsalt"] = "recap"  # the same figures give the same file
    shown = [case for case in seconds if HIDDEN not in case]
    order = [peer.name for peer in (*GENERATORS, *EMBEDDERS) if peer.name != OURS] + [OURS]
    figure = Figure(figsize=(9, 7.2), layout="constrained")
    panels = figure.subplots((len(shown) + 1) // 2, 2, squeeze=False).flat
    for panel, case in zip(panels, shown, strict=False):
        engines = sorted(seconds[case], key=order.index, reverse=True)
        times = [1000 * median(seconds[case][engine]) for engine in engines]
        colours = [OURS_COLOUR if engine == OURS else OTHERS_COLOUR for engine in engines]
        bars = panel.barh(engines, times, color=colours)
        panel.bar_label(bars, [f" {time:,.0f}" for time in times], fontsize=7)
        panel.set_title(f"{case} (ms)", fontsize=9, loc="left")
        panel.tick_params(labelsize=7)
        panel.margins(x=0.15)
        panel.spines[["top", "right"]].set_visible(False)
    for panel in list(figure.axes)[len(shown) :]:
        panel.remove()
    figure.supxlabel(f"{machine}; one thread, medians", fontsize=7)
    figure.savefig(path, metadata={"Date": None})
