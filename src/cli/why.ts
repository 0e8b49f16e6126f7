import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Quad } from 'n3';
import { findFigure } from '../figures/find-figure.js';
import { type Origin, placeOf } from '../graph/traced-statements.js';
import { diskFiles } from '../node/disk-files.js';
import { requireManifest } from '../node/release/release-folder.js';
import { readGraph } from '../pipeline.js';
import { hasErrors, type Place, UserError } from '../problem.js';
import type { Project } from '../project.js';
import { type JsonObject, prefixesOf } from '../publish/chunks.js';
import { place } from '../report/report.js';
import { withSheetName } from '../sheets/table-group.js';
import { type Io, type Options, print, projectFrom, type RunCommand, say, textTable } from './command.js';

/** `gcm why`: traces statements by reading the sheets and rules in the release. */
export const why: RunCommand = async ([given = ''], options, io) => {
  const release = options['data'] === undefined ? releaseIn(options['out'] as string) : undefined;
  const project = release ?? sheetsFrom(options, io);
  const { base, figures, statements, derived, problems } = await readGraph(project);
  // The longest namespace first, because one can be the beginning of another.
  const prefixes = Object.entries(prefixesOf(contextOf(project))).sort(([, a], [, b]) => b.length - a.length);
  const iri = expand(given, prefixes, base);
  const rows: string[][] = [];
  const add = (quad: Quad, source: () => string): void => {
    const { subject, predicate, object } = quad;
    if (subject.value !== iri && object.value !== iri) return;
    const words = [subject, predicate, object].map(({ termType, value }) =>
      termType === 'NamedNode' ? shorten(value, prefixes, base) : value,
    );
    rows.push([...words, source()]);
  };
  for (const [i, quad] of statements.quads.entries())
    add(quad, () => place(placeInSheet(statements.origins[i] as Origin)));
  const figure = findFigure(figures, iri);
  for (const [i, quad] of figure.quads.entries()) add(quad, () => place(placeInSheet(figure.origins[i] as Origin)));
  for (const { rule, quads } of derived) for (const quad of quads) add(quad, () => rule.file);
  if (rows.length === 0) {
    const meant = endingAlike(given, statements.quads).map((one) => shorten(one, prefixes, base));
    const hint = meant.length > 0 ? `. Did you mean ${meant.map((one) => `"${one}"`).join(' or ')}?` : '';
    const reason = hasErrors(problems) ? `${hint ? '' : '.'} The sheets have errors. Run gcm check` : '';
    throw new UserError(`No statements about ${iri}${hint}${reason}`, 1);
  }
  await print(io, textTable(['subject', 'property', 'value', 'from'], rows));
  const commit = release && commitOf(release);
  if (commit) say(io, `Git commit of the sheets: ${commit}`);
  return 0;
};

const placeInSheet = (origin: Origin): Place => withSheetName(placeOf(origin));

/** Returns resources whose IRIs have the same ending: for 10, all with the code 10. */
function endingAlike(given: string, quads: Quad[]): string[] {
  const end = `/${given.split(/[/:]/).pop()}`;
  return [...new Set(quads.map(({ subject }) => subject.value).filter((one) => one.endsWith(end)))].slice(0, 3);
}

/** Returns the current release as a project, or undefined if it is missing. */
function releaseIn(out: string): Project | undefined {
  const release = path.join(out, 'current');
  if (!existsSync(release)) return undefined;
  const { base } = requireManifest(release);
  const folder = (name: string): string => {
    if (existsSync(path.join(release, name))) return path.join(release, name);
    throw new UserError(
      `The release at "${release}" has no folder "${name}". Rebuild it, or name sheets with --data`,
      1,
    );
  };
  return { files: diskFiles, data: folder('data'), ontology: folder('ontology'), queries: folder('queries'), base };
}

/** Returns the sheets that --data names. Otherwise uses the folder "data", and reports that. */
function sheetsFrom(options: Options, io: Io): Project {
  if (options['data'] !== undefined) return projectFrom(options);
  const release = path.join(options['out'] as string, 'current');
  if (!existsSync('data'))
    throw new UserError(`Missing release at "${release}". Run gcm build first, or name sheets with --data`);
  say(io, `Missing release at "${release}". Using the sheets in "data" instead`);
  return projectFrom({ ...options, data: 'data' });
}

function contextOf({ ontology }: Project): JsonObject {
  const file = path.join(ontology, 'context.jsonld');
  if (!existsSync(file)) return {}; // a build generates it
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { '@context'?: JsonObject })['@context'] ?? {};
  } catch (error) {
    throw new UserError(`Cannot read ${file}: ${(error as Error).message}`, 1);
  }
}

/** Returns the git commit in the catalogue of a release. */
function commitOf({ data }: Project): string | undefined {
  const catalogue = path.join(data, '../catalogue.ttl');
  return existsSync(catalogue) ? /<swh:1:rev:([0-9a-f]{40})>/.exec(readFileSync(catalogue, 'utf8'))?.[1] : undefined;
}

type Prefixes = [prefix: string, iri: string][];

/** Expands "ex:16.2" or "topic/10" to an IRI. */
function expand(given: string, prefixes: Prefixes, base: string): string {
  const known = prefixes.find(([prefix]) => given.startsWith(`${prefix}:`));
  if (known) return known[1] + given.slice(known[0].length + 1);
  if (!URL.canParse(given, base)) throw new UserError(`"${given}" is not an IRI`);
  return new URL(given, base).href;
}

function shorten(iri: string, prefixes: Prefixes, base: string): string {
  const known = prefixes.find(([, namespace]) => iri.startsWith(namespace));
  if (known) return `${known[0]}:${iri.slice(known[1].length)}`;
  return iri.startsWith(base) ? iri.slice(base.length) : iri;
}
