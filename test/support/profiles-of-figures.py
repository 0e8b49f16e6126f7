"""Computes the profiles of all areas again from the sheets, and compares them with those of a release.

Argument: the folder of a release. Prints each difference, and at the end how many profiles are the same, and their parts.
"""

import json
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation

from sheets_of_release import areas, base, context, headlines, newest, release, series, sheet, slice_of, whole

un = "http://metadata.un.org/sdg/"
connects = {"stated", "stated-by-text", "proposed"}
indicators = {row["code"]: row for row in sheet("indicators.csv")}
of_target = defaultdict(set)
for row in sheet("indicator-targets.csv"):
    if indicators[row["code"]]["status"] == "current":  # retired indicators are relevant to nothing
        of_target[row["target"]].add(row["code"])
objectives = {row["number"]: row["title_en"] for row in sheet("objectives.csv")}
relevant = defaultdict(set)
for row in sheet("links.csv"):
    if row["status"] in connects:
        relevant[row["objective"]] |= of_target[row["target"]]


def difference(new, old):
    """The difference of two values, or None if one is a bound."""
    try:
        return float(Decimal(new) - Decimal(old))
    except InvalidOperation:
        return None


def judged(change, direction):
    if change == 0:
        return "same"
    if direction == "neither":
        return "changed"
    return "better" if (change > 0) == (direction == "higher") else "worse"


def facts_of(name, direction):
    """Newest value, trend and parts by sex of a series, by area."""
    history = defaultdict(dict)
    for row in whole(name):
        history[row["area"]][int(row["year"])] = row["said"]
    by_sex = defaultdict(lambda: defaultdict(dict))
    if "sex" in slice_of(name):
        for row in whole(name, but="sex"):
            if row["sex"] != slice_of(name)["sex"] and not row["sex"].startswith("_"):
                by_sex[row["area"]][row["year"]][row["sex"]] = row["said"]
    facts = {}
    for area, last in newest(name).items():
        row = series.get(name) or context[name]
        year = int(last["year"])
        fact = {
            "year": last["year"],
            "value": last["said"],
            "dataset": f"{base}dataset/{name}",
            "unit": f"{base}unit/{row['unit']}",
        }
        first = min(one for one in history[area] if one >= year - 10)
        change = difference(last["said"], history[area][first])
        if first != year and change is not None:
            start = {"year": str(first), "value": history[area][first]}
            fact["trend"] = {"from": start, "change": change, "is": judged(change, direction)}
        parted = [one for one, values in by_sex[area].items() if len(values) > 1]
        if parted:
            fact["breakdown"] = {"year": max(parted), "values": by_sex[area][max(parted)]}
        facts[area] = fact
    return facts


about = {}
for code in set().union(*relevant.values()):
    if code in headlines:
        name = headlines[code]
        about[code] = facts_of(name, series[name]["direction"])
about_context = {name: facts_of(name, row["direction"]) for name, row in context.items()}


def profile(area):
    known = sorted(code for code, facts in about.items() if area in facts)
    return {
        "id": f"{base}area/{area}",
        "code": area,
        "name": areas[area]["name_en"],
        "objectives": [
            {
                "id": f"{base}objective/{number}",
                "code": number,
                "name": title,
                "indicators": sorted(relevant[number] & set(known)),
                "missing": sorted(relevant[number] - set(known)),
            }
            for number, title in objectives.items()
        ],
        "indicators": [
            {"id": un + code, "code": code, "name": indicators[code]["title_en"], **about[code][area]} for code in known
        ],
        "context": [
            {"id": f"{base}series/{name}", "code": name, "name": context[name]["title_en"], **facts[area]}
            for name, facts in about_context.items()
            if area in facts
        ],
    }


same, parts = 0, Counter()
for area in areas:
    file = release / f"figures/areas/{area}.json"
    published = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    published.get("indicators", []).sort(key=lambda fact: fact["code"])  # the order is of no meaning
    expected = profile(area)
    different = [key for key in expected.keys() | published.keys() if expected.get(key) != published.get(key)]
    for key in different:
        print(area, key, expected.get(key), published.get(key))
    same += different == []
    for fact in published.get("indicators", []) + published.get("context", []):
        parts.update(fact.keys() & {"value", "trend", "breakdown"})
print(same, "profiles,", ", ".join(f"{count} with a {part}" for part, count in sorted(parts.items())))
