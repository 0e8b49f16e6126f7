"""Prints what SPARQLWrapper and rdflib read from a server, as JSON. Arguments: endpoint, document, IRI"""

import json
import sys

from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

endpoint, document, iri = sys.argv[1:]
count = "SELECT (COUNT(*) AS ?n) { <%s> ?p ?o }" % iri
construct = "CONSTRUCT { <%s> ?p ?o } WHERE { <%s> ?p ?o }" % (iri, iri)


def wrapper(query, form, method="GET"):
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    return client.query().convert()


def text(answer):
    return answer.decode() if isinstance(answer, bytes) else answer


def rows(form, method="GET"):
    return text(wrapper(count, form, method))


def about(graph):
    return len(list(graph.predicate_objects(URIRef(iri))))


queries = {
    "json": rows(JSON)["results"]["bindings"][0]["n"]["value"],
    "json by POST": rows(JSON, POST)["results"]["bindings"][0]["n"]["value"],
    "xml": rows(XML).getElementsByTagName("literal")[0].firstChild.data,
    "csv": rows(CSV).split()[1],
    "tsv": rows(TSV).split()[1],
    "turtle": about(Graph().parse(data=text(wrapper(construct, TURTLE)), format="turtle")),
    "n3": about(Graph().parse(data=text(wrapper(construct, N3)), format="n3")),
    "rdfxml": about(wrapper(construct, RDFXML)),
    "jsonld": about(wrapper(construct, JSONLD)),
    "rdflib": about(Graph(SPARQLStore(endpoint))),
}
queries = {form: int(found) for form, found in queries.items()}
documents = {"document": about(Graph().parse(document))}
for form in ["turtle", "xml", "nt", "n3"]:
    documents["document as " + form] = about(Graph().parse(document, format=form))
print(json.dumps({"queries": queries, "documents": documents}))
