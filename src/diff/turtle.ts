import { DataFactory, type NamedNode, type Quad } from 'n3';
import { sha256 } from '../bytes.js';
import { turtleText } from '../publish/formats/turtle.js';
import { namespaces } from '../rdf/namespaces.js';
import { termText } from '../rdf/nquads.js';
import type { Change, ChangeSet, Described, Value } from './change.js';
import { kinds } from './kinds.js';
import { prefixes, type, versionInfo } from './vocabulary.js';

const { namedNode, literal, quad } = DataFactory;
const prov = (name: string): NamedNode => namedNode(namespaces.prov + name);
const gcm = (name: string): NamedNode => namedNode(namespaces.gcm + name);
const dct = (name: string): NamedNode => namedNode(namespaces.dct + name);
const rdfs = (name: string): NamedNode => namedNode(namespaces.rdfs + name);

/**
 * For graphs: the step from one side to the other as a prov:Activity, and each change as a thing with a name. Names follow
 * from what they stand for (RFC 9562, version 8), so that the same comparison makes the same bytes.
 */
export function turtle(set: ChangeSet): string {
  const told = set.changes.map((change) => ({ ...change, before: texts(change.before), after: texts(change.after) }));
  const step = named('step', set.from, set.to, told, set.others);
  const [from, to] = [named('from', step.value), named('to', step.value)];
  const quads = [
    quad(step, namedNode(type), prov('Activity')),
    quad(step, prov('used'), from),
    quad(step, prov('generated'), to),
    ...described(from, set.from),
    ...described(to, set.to),
    quad(to, prov('wasRevisionOf'), from),
    ...set.changes.flatMap((change) => changeOf(change, step, set)),
  ];
  return turtleText(quads, prefixes);
}

function described(side: NamedNode, { name, version }: Described): Quad[] {
  const versions = version === undefined ? [] : [quad(side, namedNode(versionInfo), literal(version))];
  return [quad(side, namedNode(type), prov('Entity')), quad(side, rdfs('label'), literal(name)), ...versions];
}

function changeOf(change: Change, step: NamedNode, { nameOf }: ChangeSet): Quad[] {
  const { kind, subject, before, after, others = [] } = change;
  const own = named('change', step.value, kind, subject, change.aspect, texts(before), texts(after), others);
  return [
    quad(own, namedNode(type), gcm('Change')),
    quad(own, namedNode(type), prov('Entity')),
    quad(own, prov('wasGeneratedBy'), step),
    quad(own, gcm('changeKind'), literal(kind)),
    quad(own, dct('subject'), namedNode(subject)),
    ...before.map((value) => quad(own, gcm('before'), value)),
    ...after.map((value) => quad(own, gcm('after'), value)),
    ...others.map((other) => quad(own, dct('relation'), namedNode(other))),
    quad(own, rdfs('comment'), literal(kinds[kind].sentence(change, nameOf), 'en')),
  ];
}

const texts = (values: Value[]): string[] => values.map(termText);

/** A name that nobody gave: a UUID made of the hash of what it stands for. */
function named(...parts: unknown[]): NamedNode {
  const hash = sha256(JSON.stringify(parts));
  const variant = ((Number.parseInt(hash[16] as string, 16) & 3) | 8).toString(16);
  const fields = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
  return namedNode(`urn:uuid:${[...fields, hash.slice(20, 32)].join('-')}`);
}
