import { DataFactory, type NamedNode, type Quad } from 'n3';
import { sha256 } from '../bytes.js';
import { grouped } from '../problem.js';
import { turtleText } from '../publish/formats/turtle.js';
import { shorten } from '../rdf/namespaces.js';
import { termText } from '../rdf/nquads.js';
import { term } from '../rdf/terms.js';
import { oneLine } from '../report/characters.js';
import { escapeMarkdown } from '../report/markdown.js';
import { type Change, type ChangeSet, type Described, kindNames, type OtherStatements, titles } from './changes.js';
import { breakingProblems, sentence } from './sentences.js';
import { prefixes, type Value } from './statements.js';

/** How a comparison can be written. */
export const diffFormats: Record<string, (set: ChangeSet) => string> = { text, markdown, json, turtle };

const limit = 100; // sentences of a section

/** What the formats for readers have in common: the changes kind by kind, as sentences. */
interface Section {
  title: string; // "Retired: 12"
  sentences: string[];
  beyond: number; // how many more there are
}

/** The kinds that there are, and the other statements by property. */
function sections(set: ChangeSet): Section[] {
  const kinds = kindNames.flatMap((kind): Section[] => {
    const count = set.counts.get(kind) ?? 0;
    const changes = set.changes.filter((change) => change.kind === kind).slice(0, limit);
    const sentences = changes.map((change) => sentence(change, set.nameOf));
    return count === 0
      ? []
      : [{ title: `${titles[kind]}: ${grouped(count)}`, sentences, beyond: count - changes.length }];
  });
  return [
    ...kinds,
    ...byProperty(
      'Other statements, by property',
      set.others.filter(({ derived }) => !derived),
    ),
    ...byProperty(
      'What follows by rules, by property',
      set.others.filter(({ derived }) => derived),
    ),
  ];
}

function byProperty(title: string, others: OtherStatements[]): Section[] {
  if (others.length === 0) return [];
  const total = others.reduce((sum, { added, removed }) => sum + added + removed, 0);
  const sentences = others
    .slice(0, limit)
    .map(
      ({ property, added, removed }) =>
        `${shorten(property, prefixes)}: ${grouped(added)} new, ${grouped(removed)} gone`,
    );
  return [{ title: `${title}: ${grouped(total)}`, sentences, beyond: others.length - sentences.length }];
}

/** Whether both sides say the same. */
const isUnchanged = ({ counts, others }: ChangeSet): boolean => counts.size + others.length === 0;

/** "From gcm-sdg 0.1.0 to HEAD", with the versions that the data itself gives. */
const heading = ({ from, to }: ChangeSet): string => `From ${spoken(from)} to ${spoken(to)}`;

const spoken = ({ name, version }: Described): string =>
  version === undefined || name.split(' ').includes(version) ? name : `${name} (${version})`;

/** What could not be compared, if anything. */
function nameless({ from, to }: ChangeSet): string[] {
  const count = from.nameless + to.nameless;
  return count === 0 ? [] : [`${grouped(count)} statements about things without a name were left out.`];
}

const breaksTitle = ({ breakingCount }: ChangeSet): string =>
  `Breaks what others have built: ${grouped(breakingCount)}`;

/** For a terminal: a block for each kind, a line for each change. */
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

/** For a changelog or a pull request: a heading for each kind, and nothing of the data is structure. */
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

/** For programs: every change that is listed, with its sentence; `counts` has those beyond too. */
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
        sentence: sentence(change, set.nameOf),
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

const { namedNode, literal, quad } = DataFactory;

/**
 * For graphs: the step from one side to the other as a prov:Activity, and each change as a thing with a name. Names follow
 * from what they stand for (RFC 9562, version 8), so that the same comparison makes the same bytes.
 */
function turtle(set: ChangeSet): string {
  const told = set.changes.map((change) => ({ ...change, before: texts(change.before), after: texts(change.after) }));
  const step = named('step', set.from, set.to, told, set.others);
  const [from, to] = [named('from', step.value), named('to', step.value)];
  const quads = [
    quad(step, term('rdf:type'), term('prov:Activity')),
    quad(step, term('prov:used'), from),
    quad(step, term('prov:generated'), to),
    ...described(from, set.from),
    ...described(to, set.to),
    quad(to, term('prov:wasRevisionOf'), from),
    ...set.changes.flatMap((change) => changeQuads(change, step, set)),
  ];
  return turtleText(quads, prefixes);
}

function described(side: NamedNode, { name, version }: Described): Quad[] {
  const versions = version === undefined ? [] : [quad(side, term('owl:versionInfo'), literal(version))];
  return [
    quad(side, term('rdf:type'), term('prov:Entity')),
    quad(side, term('rdfs:label'), literal(name)),
    ...versions,
  ];
}

function changeQuads(change: Change, step: NamedNode, { nameOf }: ChangeSet): Quad[] {
  const { kind, subject, before, after, others = [] } = change;
  const own = named('change', step.value, kind, subject, change.aspect, texts(before), texts(after), others);
  return [
    quad(own, term('rdf:type'), term('gcm:Change')),
    quad(own, term('rdf:type'), term('prov:Entity')),
    quad(own, term('prov:wasGeneratedBy'), step),
    quad(own, term('gcm:changeKind'), literal(kind)),
    quad(own, term('dct:subject'), namedNode(subject)),
    ...before.map((value) => quad(own, term('gcm:before'), value)),
    ...after.map((value) => quad(own, term('gcm:after'), value)),
    ...others.map((other) => quad(own, term('dct:relation'), namedNode(other))),
    quad(own, term('rdfs:comment'), literal(sentence(change, nameOf), 'en')),
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
