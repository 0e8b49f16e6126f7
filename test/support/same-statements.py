"""Prints statements that rdflib reads differently. Arguments: N-Triples file, JSON-LD file with all statements, JSON-LD files with some of them"""

import sys

import rdflib

rdflib.NORMALIZE_LITERALS = False


def statements(file, form):
    return set(rdflib.Graph().parse(file, format=form))


def report(place, found):
    for triple in found:
        print(place + ":", *(term.n3() for term in triple))


expected = statements(sys.argv[1], "nt")
for number, file in enumerate(sys.argv[2:]):
    found = statements(file, "json-ld")
    report("only in " + file, found - expected)
    if number == 0:
        report("missing in " + file, expected - found)
    print(len(found), "statements")
