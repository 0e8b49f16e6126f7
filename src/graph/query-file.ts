import { baseName, type Files, fileIn } from '../files.js';
import { UserError } from '../problem.js';

/** A saved query. Its header has lines of the form `# key: value`, continued in lines that start with `#   `. */
export interface QueryFile {
  name: string; // the file's name without .rq
  file: string; // for example "queries/checks/skos-s9-scheme-or-concept.rq"
  header: Record<string, string>;
  text: string; // of the whole file
}

/** Reads all queries of a folder, in the order of their names. A missing folder has no queries. */
export function readQueries(files: Files, folder: string): QueryFile[] {
  const names = files.list(folder).filter((name) => name.endsWith('.rq'));
  return names.map((name) => readQuery(files, fileIn(folder, name)));
}

/** Reads a query. Throws `UserError` if the file cannot be read. */
export function readQuery(files: Files, file: string): QueryFile {
  const found = files.read(file);
  if ('words' in found) throw new UserError(`Cannot read ${file}: ${found.words}`, 1);
  return queryFrom(new TextDecoder().decode(found), file);
}

/** Reads the text of a query file. */
export function queryFrom(content: string, file: string): QueryFile {
  const text = content.replaceAll('\r\n', '\n');
  return { name: baseName(file).replace(/\.rq$/, ''), file, header: readHeader(text), text };
}

/** The limit that a query reached. */
export type StopReason = 'time' | 'memory';

/** Thrown instead of running a query that reached a limit before. */
export class QueryStopped extends UserError {
  constructor(readonly reason: StopReason) {
    super(`An internal query reached the limit of ${reason}`, 1);
  }
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

/** Error message of the engine for a query that it cannot parse or run. */
export interface QueryFault {
  message: string;
  line?: number; // from 1
  column?: number;
}

/** Extracts the position from an engine error: "error at 3:12: expected one of "(", FILTER, ['a' ..= 'z']". */
export function readFault(text: string): QueryFault {
  const [, line, column, wanted] = /^error at (\d+):(\d+): (.*)$/s.exec(text) ?? [];
  if (wanted === undefined) return { message: shortened(text) };
  return { message: shortened(readWanted(wanted)), line: Number(line), column: Number(column) };
}

/** Simplifies the list of expected tokens: keeps sentences ("Prefix not found"), otherwise words and symbols. */
function readWanted(text: string): string {
  const list = text.replace(/^expected (?:one of )?/, '');
  const items = [...list.matchAll(/"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,"[\]]+/g)].map(([item]) => item.trim());
  const sentences = items.filter((item) => /^[A-Z].*[a-z] /s.test(item));
  if (sentences.length > 0) return sentences.join('. ');
  const words = items.filter((item) => item !== '' && !item.startsWith('['));
  return words.length > 0 ? `Expected ${words.join(' ')}` : 'Syntax error';
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
