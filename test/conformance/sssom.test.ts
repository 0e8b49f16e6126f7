import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { DataFactory, type Literal, type NamedNode, Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { suiteFolder } from '../support/conformance.js';
import { smallRelease } from '../support/releases.js';

/** The schema of SSSOM (mapping-commons/sssom) for our mapping set as JSON and RDF. */
const folder = suiteFolder('sssom', 'SSSOM_TESTS');
const { literal, namedNode, quad } = DataFactory;
const rdfs = 'http://www.w3.org/2000/01/rdf-schema#';
const sh = 'http://www.w3.org/ns/shacl#';
const owl = 'http://www.w3.org/2002/07/owl#';
const sssom = 'https://w3id.org/sssom/';
const pav = 'http://purl.org/pav/';
const xsd = 'http://www.w3.org/2001/XMLSchema#';

interface MappingSet {
  curie_map: Record<string, string>;
  mappings: Record<string, string | number | string[]>[];
  [slot: string]: unknown;
}

const multivalued = ['author_id', 'curation_rule'];

/** The value of a slot in the JSON of SSSOM. */
const slotValue = (slot: string, cell: string): string | number | string[] => {
  if (slot === 'confidence') return Number(cell);
  return multivalued.includes(slot) ? cell.split('|') : cell;
};

/** Reads SSSOM/TSV with its metadata at the beginning. Bars separate the values of a multivalued slot. */
function readSet(file: string): MappingSet {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const comments = lines.filter((line) => line.startsWith('#'));
  const [header = '', ...rows] = lines.slice(comments.length);
  const slots = header.split('\t');
  const mapping = (row: string) =>
    Object.fromEntries(
      row.split('\t').flatMap((cell, i) => {
        const slot = slots[i] as string;
        return cell === '' ? [] : [[slot, slotValue(slot, cell)]];
      }),
    );
  return { ...parse(comments.map((line) => line.slice(1)).join('\n')), mappings: rows.map(mapping) };
}

/** Converts each row to an axiom, with the slots that the SSSOM schema maps to RDF. */
function toRdf({ curie_map, mappings }: MappingSet): Store {
  const paths: Record<string, string> = {
    subject_id: `${owl}annotatedSource`,
    predicate_id: `${owl}annotatedProperty`,
    object_id: `${owl}annotatedTarget`,
    comment: `${rdfs}comment`,
    author_id: `${pav}authoredBy`,
    mapping_date: 'http://purl.org/dc/terms/created',
  };
  const prefixes: Record<string, string> = { semapv: 'https://w3id.org/semapv/vocab/', ...curie_map };
  const isReference = (slot: string): boolean => /_id$|_justification$|_source$|^curation_rule$/.test(slot);
  const expand = (curie: string): NamedNode => {
    const [prefix = '', local = ''] = curie.split(/:(.*)/s);
    expect(prefixes).toHaveProperty(prefix);
    return namedNode(prefixes[prefix] + local);
  };
  const literalOf = (slot: string, one: string | number): Literal => {
    const type = { confidence: 'double', mapping_date: 'date' }[slot];
    return type === undefined ? literal(String(one)) : literal(String(one), namedNode(`${xsd}${type}`));
  };
  const store = new Store();
  for (const { record_id, ...slots } of mappings) {
    const node = expand(record_id as string);
    store.add(quad(node, namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), namedNode(`${owl}Axiom`)));
    for (const [slot, value] of Object.entries(slots))
      for (const one of [value].flat()) {
        const object = isReference(slot) ? expand(String(one)) : literalOf(slot, one);
        store.add(quad(node, namedNode(paths[slot] ?? sssom + slot), object));
      }
  }
  return store;
}

/** Reads the shapes, and removes wrong constraints: they require literals of type rdfs:Resource instead of references. */
function readShapes(): Store {
  const text = readFileSync(path.join(folder ?? '', 'project/shacl/sssom_schema.shacl.ttl'), 'utf8');
  const shapes = new Store(new Parser().parse(text));
  for (const reference of shapes.getQuads(null, `${sh}datatype`, `${rdfs}Resource`, null))
    shapes.removeQuads([reference, ...shapes.getQuads(reference.subject, `${sh}nodeKind`, null, null)]);
  return shapes;
}

describe.skipIf(!folder)(folder ? 'SSSOM' : 'SSSOM: missing test suite (SSSOM_TESTS)', () => {
  let set: MappingSet = { curie_map: {}, mappings: [] };
  beforeAll(async () => {
    set = readSet(path.join(await smallRelease(), 'links.sssom.tsv'));
  });

  const schemaErrors = (document: unknown): string[] => {
    const file = path.join(folder ?? '', 'project/jsonschema/sssom_schema.schema.json');
    const { $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile({ ...schema, $ref: '#/$defs/MappingSet' });
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('the mapping set is valid according to the JSON Schema', () => {
    expect(set.mappings.length).toBeGreaterThan(0);
    expect(schemaErrors(set)).toEqual([]);
  });

  it('the JSON Schema rejects invalid mapping sets', () => {
    const [first, ...others] = set.mappings;
    expect(schemaErrors({ ...set, mappings: [{ ...first, kind: 'x' }, ...others] })).not.toEqual([]);
    expect(schemaErrors({ ...set, license: undefined })).not.toEqual([]);
    expect(schemaErrors({ ...set, sssom_version: '9' })).not.toEqual([]);
  });

  it('the mapping set is valid according to the SHACL shapes', async () => {
    const validator = new Validator(readShapes() as never);
    const report = await validator.validate(toRdf(set) as never);
    expect(
      report.results.map(({ focusNode, path: property }) => `${focusNode?.value} ${(property as NamedNode)?.value}`),
    ).toEqual([]);
    const [first, ...others] = set.mappings;
    const broken = toRdf({ ...set, mappings: [{ ...first, kind: 'x' } as never, ...others] });
    expect((await validator.validate(broken as never)).conforms).toBe(false);
  });
});
