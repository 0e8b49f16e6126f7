"""Answers the saved queries about countries again from the sheets, and compares the answers.

Arguments: the folder of a release, the name of a query, and files with an answer as CSV. Prints each difference, and after
each file the number of rows.
"""

import csv
import sys
from collections import defaultdict
from decimal import Decimal, InvalidOperation

from sheets_of_release import areas, by, context, figures, headlines, newest, series, sheet

of_code = {(row["dimension"], row["code"]): row["title_en"] for row in sheet("codes.csv")}
indicators = by("code", "indicators.csv")
units = by("unit", "units.csv")
countries = {area: row["name_en"] for area, row in areas.items() if row["kind"] == "country"}


def relevant():
    """The current indicators of the connected targets, by objective."""
    found = defaultdict(set)
    of_target = defaultdict(set)
    for row in sheet("indicator-targets.csv"):
        if indicators[row["code"]]["status"] == "current":
            of_target[row["target"]].add(row["code"])
    for row in sheet("links.csv"):
        if row["status"] in {"stated", "stated-by-text", "proposed"}:
            found[row["objective"]] |= of_target[row["target"]]
    return found


def country_profile():
    numbers = defaultdict(list)
    for row in sheet("indicator-targets.csv"):
        numbers[row["code"]].append(row["number"])
    for code, name in headlines.items():
        row = newest(name).get("404")
        objectives = sorted(number for number, codes in relevant().items() if code in codes)
        if row and row["value"] and objectives:
            unit = units[series[name]["unit"]]["title_en"]
            yield min(numbers[code]), indicators[code]["short_en"], row["year"], row["value"], unit, objectives


def objectives_without_figures():
    titles = {row["number"]: row["title_en"] for row in sheet("objectives.csv")}
    there = {code for code, name in headlines.items() if "520" in newest(name)}
    rows = [(number, titles[number], len(codes), len(codes & there)) for number, codes in relevant().items()]
    return sorted(rows, key=lambda row: (row[3], int(row[0])))


def trafficking_by_form_and_sex():
    forms = {
        "VC_HTF_DETVSX": "sexual exploitation",
        "VC_HTF_DETVFL": "forced labour",
        "VC_HTF_DETVOG": "removal of organs",
        "VC_HTF_DETVOP": "other purposes",
    }
    return sorted(
        (form, of_code["sex", row["sex"]], row["year"], row["value"])
        for name, form in forms.items()
        for row in figures(name)
        if row["area"] == "498" and row["age"] == "ALLAGE"
    )


def largest_falls_in_remittance_costs():
    costs = defaultdict(dict)
    for row in figures("SI_RMT_COST"):
        costs[row["area"]][row["year"]] = row["value"]
    rows = []
    for area, by_year in costs.items():
        if area in countries:
            first, last = min(by_year), max(by_year)
            change = Decimal(by_year[last]) - Decimal(by_year[first])
            rows.append((countries[area], first, by_year[first], last, by_year[last], change))
    return sorted(rows, key=lambda row: (row[5], row[0]))[:10]


def refugees_by_origin():
    rows = newest("SM_POP_REFG_OR").items()
    found = [(countries[area], row["year"], row["value"]) for area, row in rows if area in countries]
    return sorted(found, key=lambda row: (-Decimal(row[2]), row[0]))[:10]


def migration_policies_of_a_country():
    rows = [row for row in figures("SG_CPA_MIGRS") if row["area"] == "404"]
    return sorted(
        ((of_code["policyDomains", row["policyDomains"]], row["year"], row["value"]) for row in rows),
        key=lambda row: (row[1], row[0]),
    )


def injuries_of_migrants():
    found = defaultdict(lambda: defaultdict(dict))
    for row in figures("SL_EMP_FTLINJUR"):
        if row["sex"] == "BOTHSEX" and row["area"] in countries:
            found[row["area"]][row["year"]][row["migratoryStatus"]] = Decimal(row["value"])
    rows = []
    for area, by_year in found.items():
        years = [year for year, values in by_year.items() if {"MIGPER", "NONMIG"} <= values.keys()]
        if years:
            migrants, others = by_year[max(years)]["MIGPER"], by_year[max(years)]["NONMIG"]
            if migrants > others > 0:
                rows.append((countries[area], max(years), migrants, others, migrants / others))
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def unemployment_by_sex():
    found = defaultdict(dict)
    for row in figures("SL_TLF_UEM"):
        if row["area"] == "724" and row["age"] == "15+":
            found[row["year"]][row["sex"]] = Decimal(row["value"])
    for year, values in sorted(found.items()):
        if {"FEMALE", "MALE"} <= values.keys():
            yield year, values["FEMALE"], values["MALE"], values["FEMALE"] - values["MALE"]


def countries_with_few_figures():
    least_developed = [area for area in countries if "199" in areas[area]["groups"].split(";")]
    of_series = [newest(name) for name in headlines.values()]
    rows = []
    for area in least_developed:
        years = [there[area]["year"] for there in of_series if area in there]
        rows.append((countries[area], len(years), max(years)))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def migrants_and_remittances():
    assert "MIGRANT_STOCK_SHARE" in context
    flows = newest("BX_TRF_PWKR")
    rows = []
    for area, row in newest("MIGRANT_STOCK_SHARE").items():
        if area in countries:
            flow = flows.get(area, {"year": "", "value": ""})
            rows.append((countries[area], row["year"], row["value"], flow["year"], flow["value"]))
    return sorted(rows, key=lambda row: (-Decimal(row[2]), row[0]))[:20]


def is_same(cell, expected):
    """True if a cell says what is expected: a set in any order, a number with 15 digits, or a text."""
    if isinstance(expected, list):
        return sorted(cell.split(", ")) == expected
    try:
        number, other = Decimal(cell), Decimal(expected)
        return abs(number - other) <= abs(other) * Decimal("1e-15")
    except (InvalidOperation, TypeError):
        return cell == expected


query = sys.argv[2]
expected = list(globals()[query.replace("-", "_")]())
if query == "country-profile":
    expected.sort(key=lambda row: row[0])
for file in sys.argv[3:]:
    with open(file, encoding="utf-8", newline="") as opened:
        answer = list(csv.reader(opened))[1:]
    if len(answer) != len(expected):
        print("rows:", len(answer), "expected:", len(expected))
    for row, due in zip(answer, expected):
        if len(row) != len(due) or not all(map(is_same, row, due)):
            print("different:", row, "expected:", due)
    print(len(expected), "rows")
