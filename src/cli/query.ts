import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, Store } from 'n3';
import { type QueryFile, readQueries, readQuery } from '../graph/query-file.js';
import { type ParsedQuery, queryText } from '../graph/sparql.js';
import { fileBlocks } from '../node/diff/read-dump.js';
import { diskFiles } from '../node/disk-files.js';
import { readFigures } from '../node/figures/read-figures.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { answerFormat, explainFaults, prefixesIn, queryFormats, readUserQuery } from '../publish/user-query.js';
import { readTable, textRows } from '../rdf/terms.js';
import { didYouMean } from '../text/nearest.js';
import { print, type RunCommand, textTable } from './command.js';

const formatOption = { name: '--format', formats: Object.keys(queryFormats), standard: 'table' };

/** `gcm query` */
export const query: RunCommand = async ([given], options, io) => {
  const examples = path.join(options['queries'] as string, 'examples');
  const saved = readQueries(diskFiles, examples);
  if (given === undefined) {
    if (options['source'])
      throw new UserError('Missing query. Put it before --source, because --source takes all arguments after it');
    if (saved.length === 0) throw new UserError(`No saved queries in "${examples}"`);
    const rows = saved.map(({ name, header }) => [name, header['title'] ?? '']);
    await print(io, textTable(['query', 'answers'], rows, 100));
    return 0;
  }
  const release = path.join(options['out'] as string, 'current');
  const sources = options['source'] as string[] | undefined;
  const query = findQuery(given, saved, release, sources !== undefined);
  const figures = (options['figures'] as string[] | undefined) ?? figuresOf(saved.find(({ name }) => name === given));
  if (sources && figures.length > 0)
    throw new UserError('--figures needs a release, so it cannot be used with --source');
  const { format, mediaType } = answerFormat(query, options['format'] as string | undefined, formatOption);
  const answer = await explainFaults(() =>
    sources ? askSources(sources, query, mediaType) : askRelease(release, query, mediaType, figures),
  );
  await print(io, format === 'table' ? asTable(answer) : answer.replace(/\n*$/, '\n'));
  return 0;
};

/** Finds a saved query by its name, reads a file, or parses SPARQL text. Text can omit the prefixes of the release. */
function findQuery(given: string, saved: QueryFile[], release: string, isOfSources: boolean): ParsedQuery {
  const named = saved.find(({ name }) => name === given)?.text;
  const text = named ?? (existsSync(given) ? readQuery(diskFiles, given).text : undefined);
  const notFound = (): never => {
    const names = saved.map(({ name }) => name);
    throw new UserError(`"${given}" is not a saved query, a file or SPARQL text${didYouMean(given, names)}`);
  };
  if (text === undefined && /^[^\s{<]*$/.test(given)) notFound();
  const base = isOfSources ? {} : { base: requireManifest(release).base };
  if (text !== undefined) return readUserQuery(text, base);
  const context = path.join(release, 'ontology/context.jsonld');
  const prefixes = existsSync(context) ? prefixesIn(readFileSync(context, 'utf8')) : {};
  return readUserQuery(given, { ...base, prefixes }, ({ line, column }) => {
    if (line === 1 && column === 1) notFound();
  });
}

/** The figures that a saved query needs, as its header names them: series, indicators and areas. */
const figuresOf = (query: QueryFile | undefined): string[] =>
  query?.header['figures']?.split(/\s+/).filter(Boolean) ?? [];

async function askRelease(folder: string, query: ParsedQuery, mediaType: string, figures: string[]): Promise<string> {
  const manifest = requireManifest(folder);
  const { createStore } = await import('../graph/store.js');
  const store = createStore(manifest.base);
  // In blocks, because the memory of the engine grows with the size of one load and never shrinks.
  for (const lines of fileBlocks(releaseFile(folder, `${manifest.name}.nq`))) store.load(Buffer.from(lines, 'latin1'));
  if (figures.length > 0) for (const lines of readFigures(folder, figures)) store.load(lines);
  return store.answer(queryText(query), mediaType, query.dataset !== undefined);
}

const fileFormats: Record<string, string> = {
  '.ttl': 'text/turtle',
  '.trig': 'application/trig',
  '.nt': 'application/n-triples',
  '.nq': 'application/n-quads',
};

/** Answers a query over files and SPARQL endpoints. */
async function askSources(sources: string[], query: ParsedQuery, mediaType: string): Promise<string> {
  const engine = await openEngine();
  const context = { sources: sources.map(openSource) as never, unionDefaultGraph: true };
  const { data } = await engine.resultToString(await engine.query(queryText(query), context), mediaType);
  let text = '';
  for await (const chunk of data as AsyncIterable<string>) text += chunk;
  return text;
}

/** Loads the engine, which is an optional package. Throws `UserError` if it is not installed. */
async function openEngine() {
  try {
    const { QueryEngine } = await import('@comunica/query-sparql');
    return new QueryEngine();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError('--source needs an optional package. Run npm install @comunica/query-sparql@4', 1);
  }
}

function openSource(source: string): unknown {
  if (/^https?:/.test(source)) return source;
  const format = fileFormats[path.extname(source)];
  const known = Object.keys(fileFormats).join(', ');
  if (!format) throw new UserError(`--source: "${source}" must be a URL, or a file that ends in ${known}`);
  try {
    return new Store(new Parser({ format }).parse(readFileSync(source, 'utf8')));
  } catch (error) {
    throw new UserError(`--source: Cannot read "${source}": ${(error as Error).message}`);
  }
}

function asTable(json: string): string {
  const { boolean } = JSON.parse(json) as { boolean?: boolean };
  if (boolean !== undefined) return `${boolean}\n`;
  const table = readTable(json);
  return textTable(table.columns, textRows(table));
}
