import { baseName, type Files, fileIn } from '../files.js';
import { type Problem, UserError } from '../problem.js';

/** A saved query: its header says what it is for, `# key: value` a line, gone on in lines that start with `#   `. */
export interface QueryFile {
  name: string; // the file's name without .rq
  file: string; // "queries/checks/skos-s9-scheme-or-concept.rq"
  header: Record<string, string>;
  text: string; // the whole file
  missing: string[]; // what its header ought to say and does not
}

/** All queries of a folder in the order of their names; no folder is no queries. */
export function readQueries(files: Files, folder: string, required: string[]): QueryFile[] {
  const names = files.list(folder).filter((name) => name.endsWith('.rq'));
  return names.map((name) => readQuery(files, fileIn(folder, name), required));
}

/** One query; throws `UserError` when its file cannot be read. */
export function readQuery(files: Files, file: string, required: string[] = []): QueryFile {
  const found = files.read(file);
  if ('words' in found) throw new UserError(`the system refused: ${found.words}`, 1);
  const text = new TextDecoder().decode(found).replaceAll('\r\n', '\n');
  const header = readHeader(text);
  const missing = required.filter((key) => header[key] === undefined);
  return { name: baseName(file).replace(/\.rq$/, ''), file, header, text, missing };
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
