import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import type { Problem } from '../problem.js';

/** A saved query: its header says what it is for, `# key: value` a line, gone on in lines that start with `#   `. */
export interface QueryFile {
  name: string; // the file's name without .rq
  file: string; // "queries/checks/skos-s9-scheme-or-concept.rq"
  header: Record<string, string>;
  text: string; // the whole file
  missing: string[]; // what its header ought to say and does not
}

/** All queries of a folder in the order of their names; no folder is no queries. */
export function readQueries(folder: string, required: string[]): QueryFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.rq'));
  return names.sort(compareCodePoints).map((name) => readQuery(path.join(folder, name), required));
}

export function readQuery(file: string, required: string[] = []): QueryFile {
  const text = readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
  const header = readHeader(text);
  const missing = required.filter((key) => header[key] === undefined);
  return { name: path.basename(file, '.rq'), file, header, text, missing };
}

/** A query that cannot be run is a problem of its file. */
export const brokenQuery = ({ name, file, missing }: QueryFile, fault: string): Problem => ({
  code: 'rule-broken',
  severity: 'error',
  message:
    missing.length > 0 ? `the header of ${name} says no ${missing.join(', ')}` : `${name} cannot be run: ${fault}`,
  where: { file },
  fix: 'correct the query in this file',
  rule: file,
  isPartial: true,
});

function readHeader(text: string): Record<string, string> {
  const header: Record<string, string> = {};
  let last: string | undefined;
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break;
    const [, key, value] = /^# ([a-z-]+): *(.*)$/.exec(line) ?? [];
    const more = /^# {3}(.*)$/.exec(line)?.[1];
    if (key !== undefined) header[key] = (value ?? '').trim();
    else if (more !== undefined && last !== undefined) header[last] += `\n${more}`;
    last = key ?? last;
  }
  return header;
}
