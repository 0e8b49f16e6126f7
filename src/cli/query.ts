import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readFault } from '../graph/query-fault.js';
import { type QueryFile, readQueries, readQuery } from '../graph/query-file.js';
import { formOf } from '../graph/query-text.js';
import { readTable, textRows } from '../graph/table.js';
import { didYouMean } from '../nearest.js';
import { diskFiles } from '../node/disk-files.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { type JsonObject, prefixesOf } from '../publish/dump.js';
import type { Run } from './commands.js';
import { print, textTable } from './terminal.js';

const mediaTypes: Record<string, string> = {
  table: 'application/sparql-results+json',
  json: 'application/sparql-results+json',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xml: 'application/sparql-results+xml',
  turtle: 'text/turtle',
};

export const run: Run = async ([given], options, io) => {
  const examples = path.join(options['queries'] as string, 'examples');
  const saved = readQueries(diskFiles, examples, ['title', 'description']);
  if (given === undefined) {
    if (options['source'])
      throw new UserError('there is no query: write it before --source, which takes all behind it');
    if (saved.length === 0) throw new UserError(`there are no saved queries in ${examples}`);
    await print(
      io,
      textTable(
        ['query', 'what it answers'],
        saved.map(({ name, header }) => [name, header['title'] ?? '']),
        100,
      ),
    );
    return 0;
  }
  const release = path.join(options['out'] as string, 'current');
  const { query, linesBefore } = findQuery(given, saved, release);
  const form = formOf(query);
  if (!form) throw new UserError('only queries are answered here: SELECT, ASK, CONSTRUCT or DESCRIBE');
  const isGraph = form === 'CONSTRUCT' || form === 'DESCRIBE';
  const format = (options['format'] as string | undefined) ?? (isGraph ? 'turtle' : 'table');
  const mediaType = mediaTypes[format];
  if (!mediaType) throw new UserError(`--format: ${format} is none of ${Object.keys(mediaTypes).join(', ')}`);
  if (isGraph !== (format === 'turtle'))
    throw new UserError(`--format: ${format} does not fit a ${form} query${isGraph ? '; use turtle' : ''}`);
  const sources = options['source'] as string[] | undefined;
  const answer = await tolerant(linesBefore, () =>
    sources ? askSources(sources, query, mediaType) : askRelease(release, query, mediaType),
  );
  await print(io, format === 'table' ? asTable(answer) : answer.replace(/\n*$/, '\n'));
  return 0;
};

interface Found {
  query: string;
  linesBefore: number; // that its writer did not write
}

/** A saved query by name, a file, or SPARQL itself, which may leave out the prefixes that the release knows. */
function findQuery(given: string, saved: QueryFile[], release: string): Found {
  const named = saved.find(({ name }) => name === given);
  if (named) return { query: named.text, linesBefore: 0 };
  if (existsSync(given)) return { query: readQuery(diskFiles, given).text, linesBefore: 0 };
  if (formOf(given) === undefined) {
    const names = saved.map(({ name }) => name);
    throw new UserError(`${given} is no saved query, file or SPARQL text${didYouMean(given, names)}`);
  }
  const declares = (name: string): boolean => given.toLowerCase().includes(`prefix ${name.toLowerCase()}:`);
  const missing = Object.entries(prefixesOf(contextOf(release))).filter(([name]) => !declares(name));
  const prefixes = missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`);
  return { query: prefixes.join('') + given, linesBefore: prefixes.length };
}

/** The context that was published with the release; none when it cannot be read. */
function contextOf(release: string): JsonObject {
  try {
    const document = JSON.parse(
      readFileSync(path.join(release, 'ontology/context.jsonld'), 'utf8'),
    ) as JsonObject | null;
    return (document?.['@context'] ?? {}) as JsonObject;
  } catch {
    return {};
  }
}

async function askRelease(folder: string, query: string, mediaType: string): Promise<string> {
  const manifest = requireManifest(folder);
  const { createStore } = await import('../graph/store.js');
  const store = createStore(manifest.base);
  store.load(readFileSync(releaseFile(folder, `${manifest.name}.nq`), 'utf8'));
  return store.answer(query, mediaType);
}

async function askSources(sources: string[], query: string, mediaType: string): Promise<string> {
  const { answerFrom } = await import('../node/federation.js');
  return answerFrom(sources, query, mediaType);
}

/** What an engine says of a query is for the person who wrote it, and so is the line that it names. */
async function tolerant(linesBefore: number, ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message, line, column } = readFault((error as Error).message ?? String(error));
    if (line === undefined) throw new UserError(`the query cannot be answered: ${message}`);
    const place = `line ${line - linesBefore}, column ${column}`;
    throw new UserError(`the query is not understood at ${place}, or just before: ${message}`);
  }
}

function asTable(json: string): string {
  const { boolean } = JSON.parse(json) as { boolean?: boolean };
  if (boolean !== undefined) return `${boolean}\n`;
  const table = readTable(json);
  return textTable(table.columns, textRows(table));
}
