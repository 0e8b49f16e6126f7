import { baseName, type Files, fileIn } from '../files.js';
import { type Problem, problemOf, UserError } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

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

/** Which limit a query reached. */
export type StopReason = 'time' | 'memory';

/** A query that reached a limit. */
export class QueryStopped extends UserError {
  constructor(readonly reason: StopReason) {
    super(`a query of ours reached the limit of ${reason}`, 1);
  }
}

/** A query that failed is a problem of its file. */
export const failedQuery = (query: QueryFile, error: unknown): Problem =>
  error instanceof QueryStopped ? stoppedQuery(query, error.reason) : brokenQuery(query, (error as Error).message);

const stoppedQuery = ({ name, file }: QueryFile, reason: StopReason): Problem => ({
  ...problemOf(texts[reason], { file }, { name }),
  rule: file,
});

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

/** What the engine says of a query that it cannot read or answer. */
export interface QueryFault {
  message: string;
  line?: number; // from 1
  column?: number;
}

/** Takes the place out of what the engine says: "error at 3:12: expected one of "(", FILTER, ['a' ..= 'z']". */
export function readFault(text: string): QueryFault {
  const [, line, column, wanted] = /^error at (\d+):(\d+): (.*)$/s.exec(text) ?? [];
  if (wanted === undefined) return { message: shortened(text) };
  return { message: shortened(readWanted(wanted)), line: Number(line), column: Number(column) };
}

/** Of all that might have stood there, what is a sentence ("Prefix not found"), else the words and signs. */
function readWanted(text: string): string {
  const list = text.replace(/^expected (?:one of )?/, '');
  const items = [...list.matchAll(/"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,"[\]]+/g)].map(([item]) => item.trim());
  const sentences = items.filter((item) => /^[A-Z].*[a-z] /s.test(item));
  if (sentences.length > 0) return sentences.join('; ');
  const words = items.filter((item) => item !== '' && !item.startsWith('['));
  return words.length > 0 ? `expected ${words.join(' ')}` : 'something in it is not allowed where it stands';
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
