import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, Parser, type Quad, type Term } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { validateShapes } from '../src/check/shapes.js';
import { root } from './support/gcm.js';
import { realRelease } from './support/shared-release.js';

/**
 * Each property shape must be able to fail: in the graph of the real data, one thing of its class loses all values of
 * the property, or gets two wrong ones, and the shape must be among those that complain.
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

let graph: Quad[] = [];
beforeAll(async () => {
  const quads = new Parser().parse(readFileSync(path.join(await realRelease(), 'gcm-sdg.nt'), 'utf8'));
  graph = quads.filter(({ subject }) => !subject.value.includes('/observation/'));
});

const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** What the shapes say of one thing, seen with the types of all others. */
async function complaints(focus: Term, statements: Quad[]): Promise<string[]> {
  const types = graph.filter(({ subject, predicate }) => predicate.value === type && !subject.equals(focus));
  const alone = [...types.filter(({ object }) => !text.includes(`targetClass ${object.value}`)), ...statements];
  const found = await validateShapes(text, 'shapes.ttl', alone);
  return found.filter((one) => one.focus === focus.value).map(({ code }) => code);
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
    ])
      classes.delete(passed);
    const targets = new Set(all(null, 'targetClass').map(({ value }) => value));
    expect([...classes].filter((one) => !targets.has(one))).toEqual([]);
  });

  it('find nothing in the real data', async () => {
    expect(await validateShapes(text, 'shapes.ttl', graph)).toEqual([]);
  });

  it.each(properties.map((one) => [one.code, one.target.replace(/.*[/#]/, ''), one] as const))(
    '%s of %s can fail',
    async (code, _class, one) => {
      const typed = graph.filter(({ predicate, object }) => predicate.value === type && object.value === one.target);
      const focus = (
        typed.find(({ subject }) =>
          graph.some((other) => other.subject.equals(subject) && other.predicate.value === one.path),
        ) ?? typed[0]
      )?.subject;
      if (!focus) throw new Error(`the real data has no ${one.target}`);
      const own = graph.filter(({ subject }) => subject.equals(focus));
      const rest = own.filter(({ predicate }) => predicate.value !== one.path);
      const wrong = [
        literal('\u00a0wrong', namedNode('https://example.org/type')),
        namedNode('https://example.org/wrong'),
      ];
      const odd = [literal('one', 'en'), literal('two', 'en'), literal('?', 'xx')]; // fit for text, but too many, or in no known language
      const broken = [...wrong, ...odd].map((value) => quad(focus, namedNode(one.path), value) as Quad);
      expect(await complaints(focus, own)).not.toContain(code);
      const found = [...(await complaints(focus, rest)), ...(await complaints(focus, [...rest, ...broken]))];
      expect(found).toContain(code);
    },
  );

  it('are as many as before: one that is taken away is taken out here too', () => {
    expect(new Set(properties.map(({ code }) => code)).size).toBe(69);
    const constraints = shapes.filter(({ predicate }) =>
      /#(minCount|maxCount|datatype|class|nodeKind|pattern|in|uniqueLang|languageIn|minInclusive)$/.test(
        predicate.value,
      ),
    );
    expect(constraints.length).toBe(174);
  });

  it.each(['sh:sparql []', 'sh:minCuont 1', 'sh:targetSubjectsOf sh:x', 'sh:nodeKind sh:Iri'])(
    'with %s are refused',
    async (slip) => {
      const found = await validateShapes(`${text}\nshapes:Objective ${slip} .`, 'shapes.ttl', []);
      expect(found[0]).toMatchObject({ code: 'shape-unsupported', severity: 'error' });
    },
  );
});
