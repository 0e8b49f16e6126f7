import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, Parser, type Quad, type Term } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { validateShapes } from '../src/check/shapes.js';
import { root } from './support/gcm.js';
import { realRelease } from './support/releases.js';

/**
 * Each property shape must be able to fail. A resource of the real data loses all values of the property, or gets two wrong
 * values. The shape must report it.
 */
const { literal, namedNode, quad } = DataFactory;
const sh = 'http://www.w3.org/ns/shacl#';
const text = readFileSync(path.join(root, 'ontology/shapes.ttl'), 'utf8');
const shapes = new Parser().parse(text);
const all = (subject: Term | null, name: string): Term[] =>
  shapes
    .filter((one) => one.predicate.value === sh + name && (!subject || one.subject.equals(subject)))
    .map(({ object }) => object);

const properties = shapes
  .filter(({ predicate }) => predicate.value === `${sh}property`)
  .map(({ subject, object }) => ({
    target: all(subject, 'targetClass')[0]?.value ?? '',
    shape: object,
    code: object.value.replace(/.*#/, ''),
    path: all(object, 'path')[0]?.value ?? '',
  }));

const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const wrong = [literal('\u00a0wrong', namedNode('https://example.org/type')), namedNode('https://example.org/wrong')];
const odd = [literal('one', 'en'), literal('two', 'en'), literal('?', 'xx')]; // fit for text, but too many, or in no known language

let graph: Quad[] = [];
/** The problems that the shapes report: none for the real resources, and the expected ones for broken copies. */
const complaints = new Map<string, string[]>();

beforeAll(async () => {
  const quads = new Parser().parse(readFileSync(path.join(await realRelease(), 'gcm-sdg.nt'), 'utf8'));
  graph = quads.filter(({ subject }) => !subject.value.includes('/cube/'));
  const found = await validateShapes(text, 'shapes.ttl', [...graph, ...properties.flatMap(copies)]);
  for (const { focus, code } of found) complaints.set(focus, [...(complaints.get(focus) ?? []), code]);
});

const copyOf = ({ target, code }: (typeof properties)[number], how: 'whole' | 'less' | 'broken'): string =>
  `https://example.org/${how}/${code}/${encodeURIComponent(target)}`;

/** A thing that the shape looks at, three times: as it is, without what the shape is about, and with that broken. */
function copies(one: (typeof properties)[number]): Quad[] {
  const typed = graph.filter(({ predicate, object }) => predicate.value === type && object.value === one.target);
  const having = new Set(
    graph.filter(({ predicate }) => predicate.value === one.path).map(({ subject }) => subject.value),
  );
  const focus = (typed.find(({ subject }) => having.has(subject.value)) ?? typed[0])?.subject;
  if (!focus) throw new Error(`the real data has no ${one.target}`);
  const whole = graph.filter(({ subject }) => subject.equals(focus));
  const less = whole.filter(({ predicate }) => predicate.value !== one.path);
  const broken = [...less, ...[...wrong, ...odd].map((value) => quad(focus, namedNode(one.path), value) as Quad)];
  return Object.entries({ whole, less, broken }).flatMap(([how, statements]) => {
    const copy = namedNode(copyOf(one, how as 'whole'));
    return statements.map(({ predicate, object }) => quad(copy, predicate, object) as Quad);
  });
}

describe('shapes', () => {
  it('cover every class of the graph but observations', () => {
    const classes = new Set(
      graph.filter(({ predicate }) => predicate.value === type).map(({ object }) => object.value),
    );
    for (const passed of [
      'http://purl.org/linked-data/cube#DataSet',
      'http://purl.org/linked-data/cube#DataStructureDefinition', // a rule makes them, and cube-is-whole looks at them
      'http://purl.org/linked-data/cube#ComponentSpecification',
      'http://xmlns.com/foaf/0.1/Agent', // the publisher, whose columns are looked at as cells
      'http://www.w3.org/2006/vcard/ns#Kind',
      'http://rdfs.org/ns/void#Dataset',
      'https://w3id.org/sssom/Mapping',
      'http://www.w3.org/2008/05/skos-xl#Label', // also gcm:UnofficialName, which has a shape
    ])
      classes.delete(passed);
    const targets = new Set(all(null, 'targetClass').map(({ value }) => value));
    expect([...classes].filter((one) => !targets.has(one))).toEqual([]);
  });

  it('find nothing in the real data', () => {
    const real = new Set(graph.map(({ subject }) => subject.value));
    expect([...complaints].filter(([focus]) => real.has(focus))).toEqual([]);
  });

  it.each(properties.map((one) => [one.code, one.target.replace(/.*[/#]/, ''), one] as const))(
    '%s of %s can fail',
    (code, _class, one) => {
      const found = (how: 'whole' | 'less' | 'broken') => complaints.get(copyOf(one, how)) ?? [];
      expect(found('whole')).not.toContain(code);
      expect([...found('less'), ...found('broken')]).toContain(code);
    },
  );

  it('are as many as before: one that is taken away is taken out here too', () => {
    expect(new Set(properties.map(({ code }) => code)).size).toBe(86);
    const constraints = shapes.filter(({ predicate }) =>
      /#(minCount|maxCount|datatype|class|nodeKind|pattern|in|uniqueLang|languageIn|minInclusive)$/.test(
        predicate.value,
      ),
    );
    expect(constraints.length).toBe(218);
  });

  it.each(['sh:sparql []', 'sh:minCuont 1', 'sh:targetSubjectsOf sh:x', 'sh:nodeKind sh:Iri'])(
    'with %s are refused',
    async (slip) => {
      const found = await validateShapes(`${text}\nshapes:Objective ${slip} .`, 'shapes.ttl', []);
      expect(found[0]).toMatchObject({ code: 'shape-unsupported', severity: 'error' });
    },
  );
});
