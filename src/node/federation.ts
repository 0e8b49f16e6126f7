import { readFileSync } from 'node:fs';
import path from 'node:path';
import { QueryEngine } from '@comunica/query-sparql';
import { Parser, Store } from 'n3';
import { UserError } from '../problem.js';

const fileFormats: Record<string, string> = {
  '.ttl': 'text/turtle',
  '.trig': 'application/trig',
  '.nt': 'application/n-triples',
  '.nq': 'application/n-quads',
};

/** Answers a query over files and SPARQL endpoints together; the only code of the project that asks the network. */
export async function answerFrom(sources: string[], query: string, mediaType: string): Promise<string> {
  const engine = new QueryEngine();
  const context = { sources: sources.map(openSource) as never, unionDefaultGraph: true };
  const { data } = await engine.resultToString(await engine.query(query, context), mediaType);
  let text = '';
  for await (const chunk of data as AsyncIterable<string>) text += chunk;
  return text;
}

function openSource(source: string): unknown {
  if (/^https?:/.test(source)) return source;
  const format = fileFormats[path.extname(source)];
  if (!format)
    throw new UserError(
      `--source: ${source} is neither a web address nor a file of ${Object.keys(fileFormats).join(', ')}`,
    );
  try {
    return new Store(new Parser({ format }).parse(readFileSync(source, 'utf8')));
  } catch (error) {
    throw new UserError(`--source: ${source} cannot be read: ${(error as Error).message}`);
  }
}
