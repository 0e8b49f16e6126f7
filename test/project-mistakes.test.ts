import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, wholeProject } from './support/gcm.js';

/** Mistakes in the files of a project that are not sheets. Each is reported at its place, with the name that was meant. */

/** A file of the project, its edits and the lines of the report. `from` is '' for a new file. */
type Mistake = [file: string, edits: [from: string, to: string][], lines: string[]];

async function reportOf(mistakes: Mistake[]): Promise<string> {
  const folder = wholeProject();
  for (const [name, edits] of mistakes) {
    const file = path.join(folder, name);
    for (const [from, to] of edits) {
      const before = from === '' ? '' : readFileSync(file, 'utf8');
      const after = from === '' ? to : before.replace(from, () => to);
      if (after === before) throw new Error(`Nothing changed in ${name}`);
      writeFileSync(file, after);
    }
  }
  const { stdout, stderr } = await gcm(['check', '--verbose'], { cwd: folder });
  expect(stderr).not.toMatch(/\n\s+at /);
  return stdout;
}

const header = (...lines: string[]): string => lines.map((line) => `# ${line}\n`).join('');
const skos = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n';
const ofCheck = header('title: t', 'severity: warning', 'reason: r', 'remedy: m', 'looks-at: skos:Concept');
const ofExport = (file: string, format = 'csv'): string => header('title: t', `file: ${file}`, `format: ${format}`);

const groups: Record<string, Mistake[]> = {
  'derive rules': [
    [
      'queries/derive/96-select.rq',
      [['', `${header('title: t', 'reason: r', 'graph: graph/x')}SELECT ?s { ?s ?p ?o }\n`]],
      [
        'queries/derive/96-select.rq error [rule-broken] 96-select cannot be run: it must be a CONSTRUCT query, not SELECT',
      ],
    ],
    [
      'queries/derive/97-key.rq',
      [['', `${header('title: t', 'reasson: r', 'graph: graph/x')}CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }\n`]],
      [
        'queries/derive/97-key.rq error [rule-broken] 97-key cannot be run: its header has no reason. It has "reasson". Did you mean "reason"?',
      ],
    ],
  ],
  'checks and saved queries': [
    [
      'queries/checks/a-prefix.rq',
      [['', `${ofCheck}# message: {focus} is bad\n${skos}SELECT ?focus {\n  ?focus skso:prefLabel ?name\n}\n`]],
      [
        'queries/checks/a-prefix.rq:9:10 error [rule-broken] a-prefix cannot be run: Undeclared prefix "skso:". Did you mean "skos"?',
      ],
    ],
    [
      'queries/checks/b-brace.rq',
      [
        [
          '',
          `${ofCheck}# message: {focus} is bad\n${skos}SELECT ?focus {\n  ?focus a skos:Concept\n  OPTIONAL { ?focus ?p ?o\n}\n`,
        ],
      ],
      ['queries/checks/b-brace.rq:8:15 error [rule-broken] b-brace cannot be run: "{" is never closed'],
    ],
    [
      'queries/checks/c-message.rq',
      [
        [
          '',
          `${ofCheck}# message: {focus} has {nam}\n${skos}SELECT ?focus ?name { ?focus skos:prefLabel ?name } LIMIT 1\n`,
        ],
      ],
      [
        'queries/checks/c-message.rq:6 error [rule-broken] c-message cannot be run: its message contains {nam}, but it does not select ?nam. Did you mean "name"?',
      ],
    ],
    [
      'queries/checks/d-severity.rq',
      [
        [
          '',
          `${ofCheck.replace('warning', 'warnig')}# message: {focus}\n${skos}SELECT ?focus { ?focus a skos:Concept }\n`,
        ],
      ],
      [
        'queries/checks/d-severity.rq:2 error [rule-broken] d-severity cannot be run: its severity must be one of error, warning, notice, not "warnig". Did you mean "warning"?',
      ],
    ],
    [
      'queries/exports/e-format.rq',
      [['', `${ofExport('e.csv', 'cvs')}SELECT ?s { ?s ?p ?o } LIMIT 1\n`]],
      [
        'queries/exports/e-format.rq:3 error [rule-broken] e-format cannot be run: its format must be one of csv, tsv, not "cvs". Did you mean "csv"?',
      ],
    ],
    [
      'queries/exports/f-again.rq',
      [['', `${ofExport('links.sssom.tsv', 'tsv')}SELECT ?s { ?s ?p ?o } LIMIT 1\n`]],
      [
        'queries/exports/links.rq:2 error [rule-broken] links cannot be run: f-again already writes the file links.sssom.tsv',
      ],
    ],
    [
      'queries/exports/g-dump.rq',
      [['', `${ofExport('gcm-sdg.nt')}SELECT ?s { ?s ?p ?o } LIMIT 1\n`]],
      [
        'queries/exports/g-dump.rq:2 error [rule-broken] g-dump cannot be run: its file must be a file name in a release that ends with .csv, not "gcm-sdg.nt"',
      ],
    ],
    [
      'queries/summary/h-unbound.rq',
      [['', `# title: t\nSELECT ?thing\n  ?naem { ?thing ?p ?name } LIMIT 1\n`]],
      [
        'queries/summary/h-unbound.rq:3 error [rule-broken] h-unbound cannot be run: no pattern gives ?naem a value. Did you mean "name"?',
      ],
    ],
    [
      'queries/examples/i-example.rq',
      [
        [
          '',
          `# title: t\n# description: d\nSELECT ?thing (COUNT(?p) AS ?n) ?ohter { ?thing ?p ?other } GROUP BY ?thing\n`,
        ],
      ],
      [
        'queries/examples/i-example.rq:3 error [rule-broken] i-example cannot be run: no pattern gives ?ohter a value. Did you mean "other"?',
      ],
    ],
  ],
  'the terms of vocabularies': [
    [
      'data/tables.json',
      [
        ['"propertyUrl": "rdfs:comment"', '"propertyUrl": "rdfs:coment"'],
        ['ontology#paragraph"', 'ontology#paragrph"'],
        ['ontology#Link"', 'ontology#Linc"'],
      ],
      [
        'data/tables.json:140:113 warning [unknown-term] The ontology does not define https://w3id.org/gcm-graph/ontology#paragrph. Did you mean "paragraph"?',
        'data/tables.json:343:87 warning [unknown-term] The ontology does not define https://w3id.org/gcm-graph/ontology#Linc. Did you mean "Link"?',
        'data/tables.json:342:76 error [unknown-term] rdfs:coment is not a term of its vocabulary (http://www.w3.org/2000/01/rdf-schema#). Did you mean "comment"?',
      ],
    ],
    [
      'ontology/shapes.ttl',
      [
        ['sh:minCount', 'sh:minCont'],
        ['sh:targetClass gcm:Objective', 'sh:targetClass gcm:Objektive'],
      ],
      [
        'ontology/shapes.ttl:35:5 error [unknown-term] sh:minCont is not a term of its vocabulary (http://www.w3.org/ns/shacl#). Did you mean "minCount"?',
        'ontology/shapes.ttl:45:20 warning [unknown-term] The ontology does not define gcm:Objektive. Did you mean "Objective"?',
      ],
    ],
    [
      'ontology/gcm.ttl',
      [['rdfs:label "Objective"', 'rdfs:lable "Objective"']],
      [
        'ontology/gcm.ttl:30:5 error [unknown-term] rdfs:lable is not a term of its vocabulary (http://www.w3.org/2000/01/rdf-schema#). Did you mean "label"?',
      ],
    ],
    [
      'queries/checks/j-class.rq',
      [['', `${ofCheck}# message: {focus}\n${skos}SELECT ?focus {\n  ?focus a skos:Concep\n}\n`]],
      [
        'queries/checks/j-class.rq:9:12 error [unknown-term] skos:Concep is not a term of its vocabulary (http://www.w3.org/2004/02/skos/core#). Did you mean "Concept"?',
      ],
    ],
    [
      'ontology/context.jsonld',
      [
        ['"skos:broader"', '"skos:broadr"'],
        ['"skos:narrower"', '"scos:narrower"'],
      ],
      [
        'ontology/context.jsonld:65:25 error [unknown-term] skos:broadr is not a term of its vocabulary (http://www.w3.org/2004/02/skos/core#). Did you mean "broader"?',
        'ontology/context.jsonld:66:26 error [release-part] The JSON-LD context does not declare "scos:narrower". Did you mean "skos"?',
      ],
    ],
    [
      'ontology/frame.jsonld',
      [
        ['"type": "Target"', '"type": "Targt"'],
        ['"hasIndicator": {', '"hasIndicatr": {'],
      ],
      [
        'ontology/frame.jsonld:9:13 error [release-part] The JSON-LD context does not declare "Targt". Did you mean "Target"?',
        'ontology/frame.jsonld:12:5 error [release-part] The JSON-LD context does not declare "hasIndicatr". Did you mean "hasIndicator"?',
      ],
    ],
  ],
  'prefixes and syntax': [
    [
      'ontology/gcm.ttl',
      [['rdfs:label "Objective"', 'rfds:label "Objective"']],
      [
        'ontology/gcm.ttl:30 error [release-part] The file is not valid Turtle: Undefined prefix "rfds:" on line 30. Did you mean "rdfs"?',
      ],
    ],
    [
      'ontology/context.jsonld',
      [['"id": "@id",', '"id": "@id"']],
      [
        "ontology/context.jsonld:27:5 error [release-part] The file cannot be read: Expected ',' or '}' after property value (line 27, column 5)",
      ],
    ],
  ],
};

describe('mistakes are reported at their place', () => {
  it.each(Object.entries(groups))('in %s', async (_, mistakes) => {
    const report = await reportOf(mistakes);
    const expected = mistakes.flatMap(([, , lines]) => lines);
    expect(report.split('\n')).toEqual(expect.arrayContaining(expected));
  });
});
