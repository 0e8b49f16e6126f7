import { DataFactory, type NamedNode } from 'n3';
import { sha256 } from '../bytes.js';
import { grouped } from '../problem.js';
import { collect, node } from '../publish/catalogue/write-statements.js';
import { turtleText } from '../publish/formats/turtle.js';
import { namespaces, shorten } from '../rdf/iri.js';
import { termText } from '../rdf/nquads.js';
import { oneLine } from '../report/harmless-text.js';
import { escapeMarkdown } from '../report/markdown.js';
import { type ChangeSet, type Described, kindNames } from './changes.js';
import kinds from './kinds.json' with { type: 'json' };
import { breakingProblems, sentence } from './sentences.js';
import type { Value } from './statements.js';

/** Output formats of a comparison. */
export const diffFormats: Record<string, (set: ChangeSet) => string> = { text, markdown, json, turtle };

const limit = 100; // sentences per section

/** Returns the sections for readers: one per kind of change, then other statements by property. */
function sections({ counts, changes, others, prefixes, wording }: ChangeSet) {
  const section = (title: string, total: number, sentences: string[], count: number) =>
    count === 0 ? [] : [{ title: `${title}: ${grouped(total)}`, sentences, beyond: count - sentences.length }];
  const byProperty = (title: string, isDerived: boolean) => {
    const own = others.filter(({ derived = false }) => derived === isDerived);
    const sentences = own.slice(0, limit).map(({ property, added, removed }) => {
      return `${shorten(property, prefixes)}: ${grouped(added)} added, ${grouped(removed)} removed`;
    });
    const total = own.reduce((sum, { added, removed }) => sum + added + removed, 0);
    return section(`${title}, by property`, total, sentences, own.length);
  };
  return [
    ...kindNames.flatMap((kind) => {
      const own = changes.filter((change) => change.kind === kind).slice(0, limit);
      const count = counts.get(kind) ?? 0;
      const sentences = own.map((change) => sentence(change, wording));
      return section(kinds[kind].title, count, sentences, count);
    }),
    ...byProperty('Other statements', false),
    ...byProperty('Derived statements', true),
  ];
}

/** True if both sides have the same content. */
const isUnchanged = ({ counts, others }: ChangeSet): boolean => counts.size + others.length === 0;

/** Returns "From my-data 0.1.0 to HEAD", with versions from the data. */
const heading = ({ from, to }: ChangeSet): string => `From ${spoken(from)} to ${spoken(to)}`;

const spoken = ({ name, version }: Described): string =>
  version === undefined || name.split(' ').includes(version) ? name : `${name} (${version})`;

/** Returns a sentence about skipped statements, if there are any. */
function nameless({ from, to }: ChangeSet): string[] {
  const count = from.nameless + to.nameless;
  return count === 0 ? [] : [`Skipped statements about blank nodes: ${grouped(count)}.`];
}

const breaksTitle = ({ breakingCount }: ChangeSet): string => `Breaking changes: ${grouped(breakingCount)}`;

/** Writes text for a terminal: a block per kind, a line per change. */
function text(set: ChangeSet): string {
  const indented = (words: string): string => `  ${oneLine(words)}`;
  const more = (beyond: number): string[] => (beyond > 0 ? [`  … and ${grouped(beyond)} more`] : []);
  const blocks = [[heading(set), ...nameless(set)]];
  if (isUnchanged(set)) blocks.push(['Nothing changed.']);
  for (const { title, sentences, beyond } of sections(set))
    blocks.push([title, ...sentences.map(indented), ...more(beyond)]);
  const problems = breakingProblems(set).slice(0, limit);
  if (problems.length > 0)
    blocks.push([
      breaksTitle(set),
      ...problems.flatMap(({ code, message, fix = '' }) => [indented(`[${code}] ${message}`), `    → ${fix}`]),
      ...more(set.breakingCount - problems.length),
    ]);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** Writes Markdown for a changelog or pull request. Names are escaped. */
export function markdown(set: ChangeSet): string {
  const list = (sentences: string[], count: number): string => {
    const listed = sentences.slice(0, limit);
    const lines = listed.map((one) => `- ${escapeMarkdown(one)}`);
    return [...lines, ...(count > listed.length ? [`- … and ${grouped(count - listed.length)} more`] : [])].join('\n');
  };
  const blocks = [`## ${escapeMarkdown(heading(set))}`, ...nameless(set)];
  if (isUnchanged(set)) blocks.push('Nothing changed.');
  const problems = breakingProblems(set).map(({ message, fix = '' }) => `${message} — ${fix}`);
  if (problems.length > 0) blocks.push(`### ${breaksTitle(set)}`, list(problems, set.breakingCount));
  for (const { title, sentences, beyond } of sections(set))
    blocks.push(`### ${title}`, list(sentences, sentences.length + beyond));
  return `${blocks.join('\n\n')}\n`;
}

/** Writes JSON: all listed changes with their sentences. `counts` includes unlisted changes. */
export function json(set: ChangeSet): string {
  const asJson = (value: Value): Record<string, string> => {
    if (value.termType === 'NamedNode') return { iri: value.value };
    return { value: value.value, ...(value.language !== '' && { language: value.language }) };
  };
  const document = {
    from: set.from,
    to: set.to,
    unchanged: isUnchanged(set),
    counts: Object.fromEntries(
      kindNames.flatMap((kind) => (set.counts.has(kind) ? [[kind, set.counts.get(kind)]] : [])),
    ),
    changes: set.changes.map((change) => {
      const { kind, subject, before, after, isBreaking = false, ...more } = change;
      return {
        kind,
        subject,
        sentence: sentence(change, set.wording),
        before: before.map(asJson),
        after: after.map(asJson),
        ...more,
        breaking: isBreaking,
      };
    }),
    otherStatements: set.others,
    problems: breakingProblems(set).map(({ code, message, fix }) => ({ code, message, fix })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Writes RDF: the comparison as a prov:Activity, and each change as a resource. Their UUIDs are hashes of the content
 * (RFC 9562, version 8), so that the output is reproducible.
 */
function turtle(set: ChangeSet): string {
  const { quads, say } = collect();
  const changes = set.changes.map((change) => ({
    ...change,
    before: texts(change.before),
    after: texts(change.after),
  }));
  const step = named('step', set.from, set.to, changes, set.others);
  const [from, to] = [named('from', step.value), named('to', step.value)];
  say(step, ['prov:Activity'], { 'prov:used': from, 'prov:generated': to });
  for (const [side, { name, version }] of [[from, set.from] as const, [to, set.to] as const])
    say(side, ['prov:Entity'], { 'rdfs:label': name, 'owl:versionInfo': version });
  say(to, [], { 'prov:wasRevisionOf': from });
  for (const change of set.changes) {
    const { kind, subject, before, after, others = [], aspect } = change;
    const own = named('change', step.value, kind, subject, aspect, texts(before), texts(after), others);
    say(own, [`${ownTerms}Change`, 'prov:Entity'], {
      'prov:wasGeneratedBy': step,
      [`${ownTerms}changeKind`]: kind,
      'dct:subject': node(subject),
      [`${ownTerms}before`]: before,
      [`${ownTerms}after`]: after,
      'dct:relation': others.map(node),
      'rdfs:comment': DataFactory.literal(sentence(change, set.wording), 'en'),
    });
  }
  return turtleText(quads, set.prefixes);
}

/** Namespace of the terms that describe a change. */
const ownTerms = namespaces.gcm as `http${string}`;

const texts = (values: Value[]): string[] => values.map(termText);

/** Creates a UUID from a hash of its parts. */
function named(...parts: unknown[]): NamedNode {
  const hash = sha256(JSON.stringify(parts));
  const variant = ((Number.parseInt(hash[16] as string, 16) & 3) | 8).toString(16);
  const fields = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
  return node(`urn:uuid:${[...fields, hash.slice(20, 32)].join('-')}`);
}
