"""Reads the sheets of a release. Used by the programs that compute again what a release says about figures."""

import csv
import sys
from pathlib import Path

release = Path(sys.argv[1])
base = "https://w3id.org/gcm-graph/"
all_years = {"world", "region", "subregion", "intermediate-region", "grouping"}


def sheet(name):
    with open(release / "data" / name, encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def by(column, name):
    return {row[column]: row for row in sheet(name)}


areas = by("area", "areas.csv")
series = by("series", "series.csv")
context = by("series", "context-series.csv")
headlines = {row["code"]: name for name, row in series.items() if row["headline"] == "yes"}
cells = {"area", "year", "value", "boundSign", "boundValue", "nature", "status"}


def slice_of(name):
    """The code that stands for the whole, by dimension."""
    text = (series.get(name) or context[name])["slice"]
    return dict(part.split("=", 1) for part in text.split(";") if part != "")


def figures(name):
    """The rows of a series that have a value or a bound. Their text is in `said`."""
    folder = "figures" if name in series else "context"
    for row in sheet(f"{folder}/{name}.csv"):
        row["said"] = row["value"] or row.get("boundSign", "") + row.get("boundValue", "")
        if row["said"] != "":
            yield row


def whole(name, but=None):
    """The figures with the codes of the slice. The dimension `but` can have any code."""
    fixed = {dimension: code for dimension, code in slice_of(name).items() if dimension != but}
    return [row for row in figures(name) if all(row[dimension] == code for dimension, code in fixed.items())]


def newest(name):
    """The newest figure of the whole by area."""
    found = {}
    for row in sorted(whole(name), key=lambda row: row["year"]):
        found[row["area"]] = row
    return found
