"""Checks the figures in the graph of a release: exactly the rows that they should be, with all their statements.

Argument: the folder of a release. Prints each difference, and at the end how many figures and statements are as expected.
"""

import gzip
from urllib.parse import quote

from sheets_of_release import all_years, areas, base, cells, context, headlines, release, slice_of, whole

expected = set()
for name in [*headlines.values(), *context]:
    rows = whole(name)
    last = {}
    for row in rows:
        last[row["area"]] = max(last.get(row["area"], ""), row["year"])
    chosen = [row for row in rows if areas[row["area"]]["kind"] in all_years or row["year"] == last[row["area"]]]
    for row in chosen:
        codes = [code for column, code in row.items() if column not in cells and column != "said"]
        if codes != list(slice_of(name).values()):
            print("The slice does not have all dimensions:", name, codes)
        path = "/".join(quote(step, safe="") for step in [name, row["area"], row["year"], *codes])
        expected.add(f"<{base}cube/{path}>")

with open(release / "gcm-sdg.nq", encoding="utf-8") as lines:
    part = {line for line in lines if line.startswith(f"<{base}cube/")}
subjects = {line.split(" ", 1)[0] for line in part}
for subject in sorted(subjects ^ expected)[:20]:
    print("missing" if subject in expected else "too much", subject)

same = 0
with gzip.open(release / "figures.nq.gz", "rt", encoding="utf-8") as lines:
    for line in lines:
        if line in part:
            part.remove(line)
            same += 1
        elif line.split(" ", 1)[0] in subjects:
            print("Only beside the graph:", line, end="")
for line in sorted(part)[:20]:
    print("Only in the graph:", line, end="")
print(len(expected & subjects), "figures,", same, "statements")
