import type { Quad } from 'n3';
import { canonicalOrder, toNQuads, unionOf } from '../graph/nquads.js';
import { termText } from '../rdf/nquads.js';
import { sortCodePoints } from '../text/order.js';
import type { JsonObject, QuadRun } from './dump.js';

/** The runs of one release, for the next: a run of the same statements is the same object, with all that was made of it. */
export interface RunMemory {
  setting: string; // what else the texts depend on
  runs: Map<string, KeptRun>; // by their first subject
}

interface KeptRun {
  given: Quad[]; // as they came
  run: QuadRun;
}

/** What the texts of a run depend on besides its statements. */
interface Setting {
  provenance: string; // the graph that stays out of the triples
  context: JsonObject;
  frame: JsonObject | undefined;
}

/** Quads in any order → runs in canonical order. */
export function cutRuns(quads: Iterable<Quad>, setting: Setting, memory?: RunMemory): QuadRun[] {
  forgetOthers(memory, JSON.stringify(setting));
  const kept = new Map<string, KeptRun>();
  const runs: QuadRun[] = [];
  for (const given of runsOf(bySubject(quads), ({ subject }) => subject.value)) {
    const first = given[0]?.subject.value ?? '';
    const known = memory?.runs.get(first);
    const one =
      known && isSame(known.given, given) ? known : { given, run: createRun(given, setting.provenance, memory) };
    if (memory) kept.set(first, one);
    runs.push(one.run);
  }
  if (memory) memory.runs = kept; // what this release does not need is forgotten
  return runs;
}

function forgetOthers(memory: RunMemory | undefined, setting: string): void {
  if (memory && memory.setting !== setting) Object.assign(memory, { setting, runs: new Map() });
}

/**
 * Items in the order of their subjects, cut into runs but never between two of the same subject: what a writer whose
 * memory is many times its text is fed with. Whether a run begins with a subject is in its name (one in eight does,
 * and what comes after a thousand), so that an edit in one run does not move the cuts of those after it.
 */
export function* runsOf<T>(items: Iterable<T>, subjectOf: (item: T) => string): Generator<T[]> {
  let run: T[] = [];
  let last: string | undefined;
  for (const item of items) {
    const subject = subjectOf(item);
    if (subject !== last && run.length > 0 && (hash(subject) % 8 === 0 || run.length >= 1000)) {
      yield run;
      run = [];
    }
    last = subject;
    run.push(item);
  }
  if (run.length > 0) yield run;
}

/** FNV-1a over the units of a text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Subject by subject in canonical order, and those of one subject as they come. */
function bySubject(quads: Iterable<Quad>): Quad[] {
  const groups = new Map<string, Quad[]>();
  for (const quad of quads) {
    const { subject, object } = quad;
    if (subject.termType === 'BlankNode' || object.termType === 'BlankNode')
      throw new Error(`a blank node is to be published: ${toNQuads([quad])}`);
    const known = groups.get(subject.value);
    if (known) known.push(quad);
    else groups.set(subject.value, [quad]);
  }
  // As it stands in a line: "<…/a> " comes after "<…/a/b> ", though "…/a" comes before "…/a/b".
  const lines = new Map(Array.from(groups.values(), (group) => [`${termText((group[0] as Quad).subject)} `, group]));
  return sortCodePoints([...lines.keys()]).flatMap((line) => lines.get(line) as Quad[]);
}

const isSame = (some: Quad[], others: Quad[]): boolean =>
  some.length === others.length && some.every((quad, i) => quad === others[i] || quad.equals(others[i] as Quad));

function createRun(given: Quad[], provenance: string, memory: RunMemory | undefined): QuadRun {
  const quads = canonicalOrder(given);
  const recall = memory ? createRecall() : <T>(_what: string, make: () => T): T => make();
  return {
    quads,
    get triples() {
      return [...unionOf(quads.filter(({ graph }) => graph.value !== provenance))];
    },
    recall,
  };
}

/** Makes each thing once. */
export function createRecall(): QuadRun['recall'] {
  const made = new Map<string, unknown>();
  return <T>(what: string, make: () => T): T => {
    if (!made.has(what)) made.set(what, make());
    return made.get(what) as T;
  };
}
