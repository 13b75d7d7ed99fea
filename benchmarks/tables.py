"""Speed and, beside it, accuracy, as tables: for a terminal, and written into the pages that show them.

`python -m benchmarks.tables` puts the newest figures of benchmarks/history/ between the markers
`<!-- figures: NAME -->` and `<!-- /figures -->` of README.md and benchmarks/README.md, so that no figure is copied by
hand; `--check` only says whether they agree.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import history

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "benchmarks" / "README.md")
MARKED = re.compile(r"(<!-- figures: ([a-z-]+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """A title, a header and rows of text; columns of figures are set to the right."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of_figures(table: Table, column: int) -> bool:
    """Return whether every cell of a column that says anything begins with a digit."""
    cells = [row[column] for row in table.rows if row[column]]
    return bool(cells) and all(cell.lstrip("-")[0].isdigit() for cell in cells)


def plain(table: Table) -> str:
    widths = [max(len(row[i]) for row in (table.header, *table.rows)) for i in range(len(table.header))]
    right = [of_figures(table, i) for i in range(len(widths))]

    def line(row: tuple[str, ...]) -> str:
        cells = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)]
        return "  ".join(cells).rstrip()

    return "\n".join([table.title, line(table.header), *(line(row) for row in table.rows)])


def markdown(table: Table) -> str:
    rule = tuple("---:" if of_figures(table, i) else "---" for i in range(len(table.header)))
    lines = [table.header, rule, *table.rows]
    return f"{table.title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figure(value: float | None, digits: int = 3) -> str:
    """Return a figure to so many digits, as a person writes it from 0.0001 up."""
    if value is None or value != value:
        return ""
    if value == 0.0:
        return "0"
    size = abs(value)
    if size >= 1e6:
        return f"{value / 1e6:.{digits}g} million"
    if size < 1e-4:
        return f"{value:.{digits - 1}e}"
    if size >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def peers_tables(report: dict[str, Any]) -> list[Table]:
    """Return the tables of windows and of SGP4, speed and accuracy in each row."""
    asked = report["case"]
    size = f"{asked['satellites']} satellites x {asked['targets']} places x {asked['days']:g} days"
    titles = {
        "elevation": f"Windows above {asked['elevation_min_deg']:g} degrees, {size}",
        "off_nadir": f"Windows within {asked['cone_deg']:g} degrees of the nadir, {size}",
    }
    tables = []
    for limit, title in titles.items():
        rows = [_window_row(row) for row in report["windows"] if row["limit"] == limit]
        if rows:
            header = ("side", "processors", "time, ms", "ratio", "windows", "lost", "invented", "longest lost, s")
            header += (
                "median error, ms",
                "worst error, ms",
                "memory, MB",
                "convention of its own (worst error with it)",
            )
            tables.append(Table(title, header, tuple(rows)))
    if report["states"]:
        title = f"SGP4, {asked['state_satellites']} satellites x {asked['days']:g} days of minutes"
        header = ("side", "processors", "million states/s", "ratio", "from python-sgp4, m", "memory, MB", "gives")
        tables.append(Table(title, header, tuple(_state_row(row) for row in report["states"])))
    return tables


def short_table(report: dict[str, Any]) -> Table:
    """Return one row a side, on one processor, of windows above an elevation: speed and accuracy for the front page."""
    asked = report["case"]
    title = (
        f"{asked['satellites']} satellites x {asked['targets']} places x {asked['days']:g} days, "
        f"windows above {asked['elevation_min_deg']:g} degrees, one processor"
    )
    sides = [
        row
        for row in report["windows"]
        if row["limit"] == "elevation" and row["processors"] == 1 and row["status"] == "ok"
    ]
    rows = tuple(
        (
            _named(row),
            figure(row["time_s"] * 1e3),
            figure(row["ratio"], 2),
            f"{row['windows']:,}",
            f"{row['lost']:,}",
            figure(row["worst_error_ms"], 2),
        )
        for row in sides
    )
    return Table(title, ("side", "time, ms", "ratio", "windows", "lost", "worst boundary, ms"), rows)


def _window_row(row: dict[str, Any]) -> tuple[str, ...]:
    named, processors = _named(row), str(row["processors"])
    if row["status"] != "ok":
        return (f"{named}: {row['status']}", processors, *[""] * 10)
    return (
        named,
        processors,
        figure(row["time_s"] * 1e3),
        figure(row["ratio"]),
        f"{row['windows']:,}",
        f"{row['lost']:,}",
        f"{row['invented']:,}",
        figure(row["longest_lost_s"]),
        figure(row["median_error_ms"], 2),
        figure(row["worst_error_ms"], 2),
        f"{row['peak_memory_mb']:,}",
        row["convention"] + (f" ({figure(row['worst_error_all_told_ms'], 2)} ms)" if row["judged_as"] else ""),
    )


def _state_row(row: dict[str, Any]) -> tuple[str, ...]:
    named, processors = _named(row), str(row["processors"])
    if row["status"] != "ok":
        return (f"{named}: {row['status']}", processors, *[""] * 5)
    return (
        named,
        processors,
        figure(row["states_per_s"] / 1e6),
        figure(row["ratio"]),
        figure(row.get("worst_difference_m"), 2),
        f"{row['peak_memory_mb']:,}",
        row["gives"],
    )


def _named(row: dict[str, Any]) -> str:
    """Return a side's name with the version of its first package, which for reconsim is the page's own."""
    if row["side"].startswith("reconsim") or "versions" not in row:
        return str(row["name"])
    return f"{row['name']} {next(iter(row['versions'].values()))}"


def core_tables(report: dict[str, Any]) -> list[Table]:
    """Return the core's table of speed and its table of accuracy."""
    speed = tuple((row["what"], row["size"], figure(row["value"]), row["unit"]) for row in report["speed"])
    accuracy = tuple(
        (row["what"], row["against"], figure(row["value"], 2), row["unit"], row["promised"])
        for row in report["accuracy"]
    )
    return [
        Table("Speed", ("what", "size", "measured", "unit"), speed),
        Table("Accuracy", ("what", "against", "measured", "unit", "promised"), accuracy),
    ]


def measured_on(report: dict[str, Any]) -> str:
    """Return version, date, machine, versions of what it stands on, and how it was measured or the report's note."""
    a = report["about"]
    stands_on = ", ".join(f"{name} {a[name]}" for name in ("numpy", "numba", "sgp4", "skyfield"))
    how = report.get("note") or f"By `python -m benchmarks.{report['kind']} --save`."
    return (
        f"reconsim {a['reconsim']}, measured {a['date']} on {a['processors']} processors of {a['processor']}, "
        f"Python {a['python']}, {stands_on}. {how}"
    )


def blocks() -> dict[str, str]:
    """Return what belongs between the markers: a block for each kind of report there is."""
    made = {}
    for kind, tables_of in (("core", core_tables), ("peers", peers_tables)):
        reports = history.load(kind)
        if reports:
            newest = reports[-1]
            tables = "\n\n".join(markdown(table) for table in tables_of(newest))
            made[kind] = f"{tables}\n\n{measured_on(newest)}\n"
            if kind == "peers":
                made["short"] = f"{markdown(short_table(newest))}\n"
    return made


def renewed(text: str) -> str:
    """Return a page with every marked block brought up to date."""
    made = blocks()
    return MARKED.sub(lambda m: f"{m[1]}{made[m[2]]}{m[3]}" if m[2] in made else m[0], text)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page is behind")
    check = parser.parse_args(arguments).check
    behind = []
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old:
            behind.append(page.name if page.parent == ROOT else f"{page.parent.name}/{page.name}")
            if not check:
                page.write_text(new, encoding="utf-8")
    if behind:
        print(("behind: " if check else "written: ") + ", ".join(behind))
    if check and behind:
        sys.exit(1)


if __name__ == "__main__":
    main()
