import type { ServedRelease } from '../served-release.js';

/** What the service can do, and over which graphs, as Turtle (SPARQL 1.1 Service Description, section 3). */
export function serviceDescription(endpoint: string, { manifest, queries }: ServedRelease): string {
  const graphs = [...queries.graphs].map(
    ([name, triples]) =>
      `[ a sd:NamedGraph ; sd:name <${name}> ; sd:graph [ a sd:Graph, void:Dataset ; void:triples ${triples} ] ]`,
  );
  return `@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<${endpoint}> a sd:Service ;
  sd:endpoint <${endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat ${resultFormats.map((format) => `formats:${format}`).join(', ')} ;
  sd:feature sd:UnionDefaultGraph ;
  sd:defaultDataset [
    a sd:Dataset ;
    sd:defaultGraph [ a sd:Graph, void:Dataset ; void:triples ${manifest.triples} ]${graphs.length === 0 ? '' : ` ;\n    sd:namedGraph\n      ${graphs.join(',\n      ')}`}
  ] .
`;
}

/** Their names as the W3C gave them (Unique URIs for File Formats). */
const resultFormats = [
  'SPARQL_Results_JSON',
  'SPARQL_Results_XML',
  'SPARQL_Results_CSV',
  'SPARQL_Results_TSV',
  'Turtle',
  'N-Triples',
  'JSON-LD',
  'RDF_XML',
];
