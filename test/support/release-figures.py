"""Compares the figures of a release with the table of harvest.py. Reads each form of them on its own.

Arguments: the folder of a release, the table, a form: sheets, statements, areas, indicators, or a CSV file with the rows
of figures.parquet; and the only series to compare, if it is not all. Prints each difference, and at the end how many series, rows and context series are the same.
"""

import csv
import gzip
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from harvest import Digests, number, rows_of

release, table, form = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
only = sys.argv[4] if len(sys.argv) > 4 else None
base = "https://w3id.org/gcm-graph/"
un = "http://metadata.un.org/sdg/"
problems = []


def series_of(sheet):
    return {row["series"]: row for row in rows_of(release / "data" / sheet)}


own, context = series_of("series.csv"), series_of("context-series.csv")
own_columns = {"series", "unit", "area", "year", "value", "boundSign", "boundValue", "nature", "status"}


def as_given(value, sign, bound, status):
    """The value and the status as the source gave them. A missing value was the text "N" without a status."""
    if value != "":
        if sign or bound or not number.fullmatch(value):
            problems.append(f"a value and a bound: {value} {sign}{bound}")
        return value, status
    if sign != "":
        return f"{sign}{bound}", status
    if status != "M":
        problems.append(f"neither a value, nor a bound, nor missing: {status}")
    return "N", ""


def add_row(digests, row, series, unit):
    codes = {name: code for name, code in row.items() if name not in own_columns and code != ""}
    value, status = as_given(
        row["value"], row.get("boundSign", ""), row.get("boundValue", ""), row.get("status", "")
    )
    digests.add(series, row["area"], row["year"], codes, value, unit, row.get("nature", ""), status)


sheet_folders = {"figures": own, "context": context}


def is_left_out(series):
    return only is not None and series != only


def sheets(digests, folders):
    for folder in folders:
        known = sheet_folders[folder]
        files = {file.stem: file for file in (release / "data" / folder).iterdir()}
        if files.keys() != known.keys():
            problems.append(f"files of {folder}: {sorted(files.keys() ^ known.keys())}")
        for series, file in files.items():
            if is_left_out(series):
                continue
            for row in rows_of(file):
                add_row(digests, row, series, known[series]["unit"])


def tables(digests, folder, belongs):
    """Tables of many series. `belongs` returns the name of the table in which a row has to be."""
    for file in (release / "figures" / folder).glob("*.csv"):
        for row in rows_of(file):
            if belongs(row) != file.stem:
                problems.append(f"{file.name} contains {row['series']} {row['area']}")
            if is_left_out(row["series"]):
                continue
            add_row(digests, row, row["series"], row["unit"])


def parquet(digests, file):
    for row in rows_of(file):
        if row.pop("code") != own.get(row["series"], {}).get("code", ""):
            problems.append(f"another indicator: {row}")
        row.pop("areaName")
        add_row(digests, row, row["series"], row["unit"])


statement = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"([^"\\]*)"(?:\^\^<([^>]*)>)?) <([^>]*)> \.\n')
sdmx = "http://purl.org/linked-data/sdmx/2009/"
xsd = "http://www.w3.org/2001/XMLSchema#"
literals = {
    f"{sdmx}dimension#refPeriod": ("year", f"{xsd}gYear"),
    f"{sdmx}measure#obsValue": ("value", f"{xsd}decimal"),
    f"{base}ontology#boundSign": ("boundSign", None),
    f"{base}ontology#boundValue": ("boundValue", f"{xsd}decimal"),
}
links = {
    f"{sdmx}dimension#refArea": ("area", f"{base}area/"),
    f"{sdmx}attribute#unitMeasure": ("unit", f"{base}unit/"),
    "http://purl.org/linked-data/cube#dataSet": ("dataset", f"{base}dataset/"),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ("type", "http://purl.org/linked-data/cube#"),
}
# Properties of codes that have other names than the lists of their codes.
code_lists = {"educationLev": "educationLevel"}


def cell_of(predicate, iri, text, datatype):
    """The name and the text of a cell."""
    if iri is None:
        name, expected = literals[predicate]
        if datatype != expected:
            problems.append(f"datatype of {name}: {datatype}")
        return name, text
    if predicate == f"{base}ontology#series":
        return "series", iri
    if predicate in links:
        name, start = links[predicate]
        if not iri.startswith(start):
            problems.append(f"{name}: {iri}")
        return name, iri[len(start) :]
    local = predicate.split("#")[1]
    name, code = re.fullmatch(f"{un}codes/([A-Za-z]+)/([^/]+)", iri).groups()
    if code_lists.get(local, local) != name:
        problems.append(f"{predicate} is a code of {name}")
    return "status" if name == "obsStatus" else name, unquote(code)


def statements(digests):
    subject, row = "", {}

    def end():
        if subject == "":
            return
        series, area, year, *codes = map(unquote, subject.removeprefix(f"{base}cube/").split("/"))
        names = {"type": "Observation", "dataset": series, "area": area, "year": year}
        names["series"] = f"{un}{series}" if series in own else f"{base}series/{series}"
        unit = row.pop("unit")
        for name, expected in names.items():
            if row[name] != expected:
                problems.append(f"{subject}: {name} {row[name]}")
        del row["type"], row["dataset"]
        if sorted(codes) != sorted(code for name, code in row.items() if name not in own_columns):
            problems.append(f"{subject} has other codes")
        row.setdefault("value", "")
        add_row(digests, row, series, unit)

    with gzip.open(release / "figures.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
        start = f"<{base}cube/{only}/"
        for line in lines:
            if only is not None and not line.startswith(start):
                continue
            about, predicate, iri, text, datatype, graph = statement.fullmatch(line).groups()
            if about != subject:
                end()
                subject, row = about, {}
            if graph != f"{base}graph/observations":
                problems.append(f"graph: {graph}")
            name, cell = cell_of(predicate, iri, text, datatype)
            if name in row:
                problems.append(f"{about} has {name} twice")
            row[name] = cell
    end()


def read(how):
    digests = Digests()
    if how == "sheets":
        sheets(digests, sheet_folders)
    elif how == "context":
        sheets(digests, [how])
    elif how == "statements":
        statements(digests)
    elif how == "areas":
        tables(digests, how, lambda row: row["area"])
    elif how == "indicators":
        tables(digests, how, lambda row: own[row["series"]]["code"])
    else:
        parquet(digests, how)
    return digests.results()


with open(table, encoding="utf-8", newline="") as opened:
    lines = [line for line in opened if not line.startswith("#")]
expected = {series: tuple(result) for series, *result in list(csv.reader(lines))[1:] if not is_left_out(series)}
found = read(form)
if context.keys() & found.keys():  # the sheets of the context are their only source
    of_sheets = found if form == "sheets" else read("context")
    for series in context:
        expected[series] = of_sheets[series]
for series in sorted(expected.keys() | found.keys()):
    if expected.get(series) != found.get(series):
        problems.append(f"{series}: expected {expected.get(series)}, found {found.get(series)}")
for problem in problems[:20]:
    print(problem)
same = [series for series in found if expected.get(series) == found[series]]
rows = sum(int(found[series][0]) for series in same if series in own)
print(sum(series in own for series in same), "series,", rows, "rows,", sum(series in context for series in same), "of context")
