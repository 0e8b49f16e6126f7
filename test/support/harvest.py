"""Describes the harvest of figures: for each series its rows, the exact total of its values, and a digest of all rows.

test/figures/harvest-2023-12-17.csv is the output of this program for the folder of the harvest. The harvest is not part
of this project. data/sources.csv names it: the repository open-numbers/ddf--unstats--sdg_indicators at commit
e0117e9f1c068be8379f0ad94a07d2839c79a60b, with one file for each series. To make the table again, put the files of the
series of data/figures into a folder, with the lists of codes and of series (ddf--entities, ddf--concepts), and run:

    python3 test/support/harvest.py FOLDER 2023-12-17 > test/figures/harvest-2023-12-17.csv

The program shares nothing with the project. A row becomes one line of text, in which everything is as the source gives it:

    area|year|dimension=code;dimension=code|value|unit|nature|status

- The area has at least three digits. Dimensions are sorted by their names in the project. Codes are the names in the lists.
  Units are in capitals, because the list has one that is not: "Ratio".
- The value keeps its text: "12.50", "<2.5", "N". The total adds up only the values that are numbers.
- The digest is the SHA-256 of the sorted lines, each with a line feed.
"""

import csv
import hashlib
import re
import sys
from collections import defaultdict
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 60  # so that no total is rounded
number = re.compile(r"-?\d+(\.\d+)?")

# Only these columns have another name in the project than their own in capitals within words: policy_domains, policyDomains.
renamed = {"type_of_occupation": "occupation"}


def line_of(area, year, codes, value, unit, nature, status):
    """The line of a row. `codes` by dimension."""
    dimensions = ";".join(f"{name}={code}" for name, code in sorted(codes.items()))
    return f"{area.zfill(3)}|{year}|{dimensions}|{value}|{unit}|{nature}|{status}"


class Digests:
    """The rows, totals and digests of series."""

    def __init__(self):
        self.lines = defaultdict(list)
        self.totals = defaultdict(Decimal)

    def add(self, series, area, year, codes, value, unit, nature, status):
        self.lines[series].append(line_of(area, year, codes, value, unit, nature, status))
        if number.fullmatch(value):
            self.totals[series] += Decimal(value)

    def results(self):
        """Rows, total and digest by series."""
        return {
            series: (
                str(len(lines)),
                f"{self.totals[series]:f}",
                hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest(),
            )
            for series, lines in sorted(self.lines.items())
        }


def rows_of(file):
    with open(file, encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def own_name(column):
    return renamed.get(column) or re.sub("_(.)", lambda found: found[1].upper(), column)


def harvest(folder):
    lists = {}
    for file in folder.glob("ddf--entities--*.csv"):
        name = file.stem.removeprefix("ddf--entities--")
        lists[name] = {row[name]: row["name"] for row in rows_of(file)}
    names = {row["concept"]: row["name"] for row in rows_of(folder / "ddf--concepts--continuous.csv")}
    digests = Digests()
    for file in folder.glob("ddf--datapoints--*.csv"):
        column = file.stem.split("--")[2]
        for row in rows_of(file):
            value, area, year = row.pop(column), row.pop("geo_area"), row.pop("year")
            codes = {name: lists[name][code] for name, code in row.items() if code != ""}
            unit, nature = codes.pop("units").upper(), codes.pop("nature")
            status = codes.pop("observation_status", "")
            own = {own_name(name): code for name, code in codes.items()}
            digests.add(names[column], area, year, own, value, unit, nature, status)
    return digests.results()


if __name__ == "__main__":
    print(f"# Harvest of {sys.argv[2]}, made by test/support/harvest.py, which explains it")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["series", "rows", "total", "sha256"])
    for one, result in harvest(Path(sys.argv[1])).items():
        writer.writerow([one, *result])
