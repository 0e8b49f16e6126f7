"""Prints the statements that rdflib finds only in JSON-LD or only in N-Triples. Arguments: JSON-LD file, N-Triples file, and "part" if the JSON-LD is a part"""

import sys

import rdflib

rdflib.NORMALIZE_LITERALS = False
json_ld, triples = (
    {triple for triple in rdflib.Graph().parse(file, format=form)}
    for file, form in [(sys.argv[1], "json-ld"), (sys.argv[2], "nt")]
)
for triple in json_ld - triples:
    print("only in JSON-LD:", *(term.n3() for term in triple))
if sys.argv[3:] != ["part"]:
    for triple in triples - json_ld:
        print("only in N-Triples:", *(term.n3() for term in triple))
print(len(json_ld), "statements")
