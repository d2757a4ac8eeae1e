"""From measurements to medians, ratios and a Markdown table."""

from statistics import median

# What lies behind `bytes` in each step.
MEANING = {"restore": "allocated", "changed": "new"}


def collect(measured):
    """Measurements by workload and step, then by program."""
    table = {}
    for row in measured:
        steps = table.setdefault((row["workload"], row["step"]), {})
        steps.setdefault(row["tool"], []).append(row)
    return table


def ratio(own, peer, what):
    """Median over the rounds of what one needs for what the other needs."""
    other = {row["round"]: row[what] for row in peer}
    pairs = [(row[what], other[row["round"]]) for row in own if other.get(row["round"])]
    return median(mine / theirs for mine, theirs in pairs) if pairs else None


def best(tools, what):
    """The peer that sandyq compares worst with, and that ratio."""
    ratios = {
        name: ratio(tools["sandyq"], rows, what) for name, rows in tools.items() if name != "sandyq" and "sandyq" in tools
    }
    known = {name: value for name, value in ratios.items() if value is not None}
    return max(known.items(), key=lambda item: item[1], default=(None, None))


def summary(measured):
    """One entry a workload, step and program: medians, and for sandyq the ratios."""
    for (workload, step), tools in collect(measured).items():
        for name, rows in tools.items():
            middle = {what: median(row[what] for row in rows) for what in ("wall", "cpu", "rss", "bytes", "objects")}
            entry = {"workload": workload, "step": step, "tool": name, "rounds": len(rows), **middle}
            if name == "sandyq":
                against = {what: best(tools, what) for what in ("wall", "cpu", "rss", "bytes")}
                entry["ratios"] = {what: {"peer": peer, "ratio": value} for what, (peer, value) in against.items()}
            yield entry


def cell(value):
    return "" if value is None else f"{value:.2f}"


def markdown(measured):
    """The table of everything, then that of the ratios."""
    entries = list(summary(measured))
    lines = [
        "| workload | step | program | wall s | CPU s | RSS MB | MB | objects |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for entry in entries:
        numbers = f"{entry['wall']:.2f} | {entry['cpu']:.2f} | {entry['rss'] / 1e6:.0f}"
        size = f"{entry['bytes'] / 1e6:.1f} {MEANING.get(entry['step'], '')}".rstrip()
        lines.append(
            f"| `{entry['workload']}` | {entry['step']} | {entry['tool']} | {numbers} | {size} | {entry['objects']:.0f} |"
        )
    lines += [
        "",
        "| workload | step | wall | CPU | RSS | bytes |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for entry in entries:
        if "ratios" in entry:
            cells = []
            for what in ("wall", "cpu", "rss", "bytes"):
                against = entry["ratios"][what]
                cells.append(f"{cell(against['ratio'])} {against['peer'] or ''}".strip())
            lines.append(f"| `{entry['workload']}` | {entry['step']} | {' | '.join(cells)} |")
    return "\n".join(lines)
