import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type QueryFile, readQueries, readQuery } from '../graph/query-file.js';
import { formOf } from '../graph/query-text.js';
import { readTable, textRows } from '../graph/table.js';
import { diskFiles } from '../node/disk-files.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { answerFormat, explainFaults, prefixesIn, queryFormats, withPrefixes } from '../publish/user-query.js';
import { didYouMean } from '../text/nearest.js';
import { type CommandDefinition, outOption } from './command.js';
import { print, textTable } from './terminal.js';

const formatOption = { name: '--format', formats: Object.keys(queryFormats), standard: 'table' };

/** `gcm query` */
export const query: CommandDefinition = {
  options: [
    ['--format <format>', 'table, json, csv, tsv, xml or turtle'],
    ['--source <source...>', 'ask these files or endpoints instead of the release'],
    ['--queries <folder>', 'where the saved queries are', 'queries'],
    outOption,
  ],
  example: 'gcm query objective-10 --format csv',
  async run([given], options, io) {
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
    const { format, mediaType } = answerFormat(query, options['format'] as string | undefined, formatOption);
    const sources = options['source'] as string[] | undefined;
    const answer = await explainFaults(linesBefore, () =>
      sources ? askSources(sources, query, mediaType) : askRelease(release, query, mediaType),
    );
    await print(io, format === 'table' ? asTable(answer) : answer.replace(/\n*$/, '\n'));
    return 0;
  },
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
  const context = path.join(release, 'ontology/context.jsonld');
  return withPrefixes(given, existsSync(context) ? prefixesIn(readFileSync(context, 'utf8')) : {});
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

function asTable(json: string): string {
  const { boolean } = JSON.parse(json) as { boolean?: boolean };
  if (boolean !== undefined) return `${boolean}\n`;
  const table = readTable(json);
  return textTable(table.columns, textRows(table));
}
