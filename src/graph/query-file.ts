import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import { UserError } from '../problem.js';

/** A saved query: its header says what it is for, `# key: value` a line, gone on in lines that start with `#   `. */
export interface QueryFile {
  name: string; // the file's name without .rq
  file: string; // "queries/checks/skos-s9.rq"
  header: Record<string, string>;
  text: string; // the whole file
}

/** All queries of a folder in the order of their names; a missing header key is told with the file's name. */
export function readQueries(folder: string, required: string[]): QueryFile[] {
  if (!readableFolder(folder)) throw new UserError(`${folder}: no such folder of queries`);
  const names = readdirSync(folder).filter((name) => name.endsWith('.rq'));
  return names.sort(compareCodePoints).map((name) => readQuery(path.join(folder, name), required));
}

export function readQuery(file: string, required: string[] = []): QueryFile {
  const text = readFileSync(file, 'utf8');
  const header = readHeader(text);
  const missing = required.filter((key) => header[key] === undefined);
  if (missing.length > 0) throw new UserError(`${file}: the header says no ${missing.join(', ')}`);
  return { name: path.basename(file, '.rq'), file, header, text };
}

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

function readableFolder(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
