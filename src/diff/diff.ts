import type { Quad } from 'n3';
import { utf8 } from '../bytes.js';
import { createTrace } from '../graph/traced-statements.js';
import { nameInText, type Problem } from '../problem.js';
import type { Copy } from '../publish/publish.js';
import type { Graph } from '../publish/release-parts.js';
import { noRoles, type Roles } from '../roles/roles.js';
import { nearestText } from '../roles/texts.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { isCount } from '../sheets/figure-columns.js';
import { languageOfReports } from '../text/languages.js';
import {
  type Aspect,
  type Change,
  type ChangeSet,
  createFindings,
  type Described,
  type Findings,
  kindNames,
} from './changes.js';
import { derivedProperties, type Side, sideOfBytes, sideOfQuads } from './compared.js';
import { compareFiles, type FileChanges } from './figure-files.js';
import { json, markdown } from './formats.js';
import {
  addFileChanges,
  aspectParts,
  interpretFigure,
  interpretLink,
  isFigure,
  isLink,
  reportFigures,
  reportLinks,
} from './links.js';
import { type Called, lookUpFormerHolders, lookUpNames, lookUpSuccessions } from './look-up.js';
import { breakingProblems } from './sentences.js';
import { differingSubjects, prefixesWith, type Subject } from './statements.js';
import { interpretThing, reportCodes, reportRetiredAndRemoved } from './things.js';

/** A graph to compare: statements, or N-Triples or N-Quads as bytes in any order and spelling. */
export type Comparable = Iterable<Quad> | Uint8Array;

/**
 * Compares two graphs by meaning: what was added, retired, renamed, moved or linked, and which changes break references
 * to the first graph. `names` are the names of the graphs in the output. Sorted canonical N-Triples or N-Quads, as in a
 * release, are not parsed. Rejects with a `UserError` for other bytes.
 */
export function diff(
  before: Comparable,
  after: Comparable,
  names: { before: string; after: string } = { before: 'before', after: 'after' },
  roles = noRoles,
): Promise<ChangeSet> {
  const sideOf = (name: string, given: Comparable): Side =>
    given instanceof Uint8Array ? sideOfBytes(name, given) : sideOfQuads(name, given);
  return compare(sideOf(names.before, before), { ...sideOf(names.after, after), roles: () => roles });
}

/** Changes since the previous release: 2 files of the new release, and a problem for each breaking change. */
export interface Changelog {
  files: Copy[];
  problems: Problem[];
}

/** Compares a graph with the previous release. The output does not contain its location, so that it is reproducible. */
export async function changelog(
  previous: Side,
  { statements, derived, parts, tables, metadata, figures }: Graph & { figures: FamilyFile[] },
  figuresOfGraph: readonly Quad[],
): Promise<Changelog> {
  const quads = [...statements.quads, ...derived.flatMap((one) => one.quads), ...figuresOfGraph];
  const rules = derived.map(({ rule }) => rule);
  const side = {
    ...sideOfQuads(parts.name, quads),
    derived: () => derivedProperties(tables, rules),
    roles: () => parts.roles,
    figures: async () => figures,
  };
  const found = await compare(previous, side);
  const set = { ...found, from: { ...found.from, name: parts.name } };
  const traced = createTrace(statements);
  return {
    files: [
      { file: 'changes.json', mediaType: 'application/json', bytes: utf8(json(set)) },
      { file: 'changes.md', mediaType: 'text/markdown', bytes: utf8(markdown(set)) },
    ],
    problems: breakingProblems(set, (target) => traced(target) ?? { file: metadata }),
  };
}

/**
 * Compares two sides by meaning. Files of statements are read 2 or 3 times, but never loaded into memory. Figures are
 * compared as rows if both sides have their files.
 */
export async function compare(from: Side, to: Side): Promise<ChangeSet> {
  const roles = (to.roles ?? from.roles)?.() ?? noRoles;
  const findings = createFindings(roles);
  const files = await filesOf(from, to, roles);
  for (const series of files.keys()) findings.seriesInFiles.add(series);
  for (const subject of differingSubjects(from.blocks(), to.blocks())) {
    if (!('unfit' in subject)) interpret(subject, findings);
    else if (subject.unfit === 'from') return compare(await parsed(from), to);
    else return compare(from, await parsed(to));
  }
  reportLinks(findings);
  const formerHolders = lookUpFormerHolders(to, findings.codes.gained, roles);
  const successions = lookUpSuccessions(to, replaceable(findings, formerHolders), roles);
  reportCodes(findings, formerHolders, successions);
  reportRetiredAndRemoved(findings, successions);
  addFileChanges(findings, files);
  reportFigures(findings);
  const changes = findings.changes.sort(byKindAndSubject);
  const mentioned = new Set(changes.flatMap(mentionedIn));
  const languages = [languageOfReports, ...roles.languages];
  const after = lookUpNames(to.blocks(), mentioned, languages);
  const before = lookUpNames(from.blocks(), mentioned, languages);
  return {
    from: described(from, before),
    to: described(to, after),
    counts: findings.counts,
    changes,
    others: otherStatements(findings, from, to),
    breaking: changes.filter(({ isBreaking }) => isBreaking),
    breakingCount: findings.breaking,
    prefixes: prefixesWith(roles.prefixes),
    wording: {
      nameOf: (iri) => nameInText(iri, after.names.get(iri) ?? before.names.get(iri)),
      languages: ['', ...languages.slice(0, 2)],
      nameOfAspect: (aspect) => nameOfAspect(aspect, roles),
    },
  };
}

async function parsed({ name, parsed: parse, derived, roles, figures }: Side): Promise<Side> {
  if (!parse) throw new Error(`the sorted lines of ${name} are out of order`);
  return { ...(await parse()), derived, roles, figures };
}

/** Compares the files of figures, if both sides have them. Otherwise the figures in their statements are compared. */
async function filesOf(from: Side, to: Side, { parts }: Roles): Promise<Map<string, FileChanges>> {
  if (!from.figures || !to.figures) return new Map();
  return compareFiles(await from.figures(), await to.figures(), parts);
}

/** The name of a part of a link in the project, or the usual name. */
function nameOfAspect(aspect: Aspect, { parts, properties, languages }: Roles): string {
  const names = properties.get(parts[aspectParts[aspect]][0] ?? '')?.names ?? new Map<string, string>();
  return nearestText(names, languageOfReports, languages)?.text ?? aspect;
}

const described = ({ name, nameless }: Side, { version }: Called): Described => ({
  name,
  nameless,
  ...(version !== undefined && { version }),
});

function interpret(subject: Subject, findings: Findings): void {
  const sides = [subject.before, subject.after];
  const { parts } = findings.roles;
  if (sides.some((side) => isFigure(side, parts))) interpretFigure(subject, findings);
  else if (sides.some((side) => isLink(side, parts))) interpretLink(subject, findings);
  else interpretThing(subject, findings);
}

/** Returns the resources that can have a successor. */
const replaceable = ({ retired, removed, codes }: Findings, formerHolders: { subject: string }[]): Set<string> =>
  new Set([
    ...retired,
    ...removed.map(({ change }) => change.subject),
    ...(codes.gained.length > 0 ? codes.lost : []).map(({ subject }) => subject),
    ...formerHolders.map(({ subject }) => subject),
  ]);

/** Sorts by property, and marks derived statements if the rules are known. */
function otherStatements({ others, linked }: Findings, from: Side, to: Side): ChangeSet['others'] {
  const ruled = others.size > 0 ? (to.derived ?? from.derived)?.() : undefined;
  const derived = new Set([...linked, ...(ruled ?? [])]);
  return [...others.values()]
    .sort((a, b) => (a.property < b.property ? -1 : 1))
    .map((one) => (derived.has(one.property) || isCount(one.property) ? { ...one, derived: true } : one));
}

function byKindAndSubject(a: Change, b: Change): number {
  if (a.kind !== b.kind) return kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind);
  return a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0;
}

const mentionedIn = ({ subject, before, after, others = [], largest = [] }: Change): string[] => [
  subject,
  ...others,
  ...[...before, ...after].filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value),
  ...largest.flatMap(({ area }) => area ?? []),
];
