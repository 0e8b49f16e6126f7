import { createHash } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { manifestName } from '../../publish/manifest.js';

/** What a store has taken so far, in a file that outlives us. */
export interface Journal {
  isKept: boolean; // no, where the folder may not be written
  line: number; // every statement up to this line of the file has arrived
  begun: Set<string>; // graphs of which a part has arrived: they must not be emptied again
  /** Notes that a store has taken a part of a graph, and all statements up to a line. */
  note(graph: string, line: number): void;
  end(): void;
}

/** What must be the same for a transfer to go on where another ended. */
export interface Transfer {
  url: string;
  protocol: string;
  graph: string | undefined;
  isReplacing: boolean;
}

/**
 * Opens the journal of a transfer beside its file, and outside of a release, which must hold nothing else. With
 * `isResuming` it goes on where it ended, unless the file has become another one since; otherwise it begins anew.
 */
export function openJournal(file: string, transfer: Transfer, isResuming: boolean): Journal {
  const { size, mtimeMs } = statSync(file);
  const head = JSON.stringify({ ...transfer, file: realpathSync(file), size, mtimeMs });
  const name = createHash('sha256').update(`${transfer.protocol} ${transfer.url}`).digest('hex').slice(0, 12);
  const place = path.join(folderFor(file), `.push-${path.basename(file)}-${name}`);
  const begun = new Set<string>();
  const line = isResuming ? readJournal(place, head, begun) : 0;
  const isKept = isWritable(path.dirname(place));
  if (begun.size === 0 && isKept) rmSync(place, { force: true });
  return {
    isKept,
    line,
    begun,
    note(graph, upTo) {
      const isNew = !begun.has(graph);
      if (!isKept) return void begun.add(graph);
      if (begun.size === 0) writeFileSync(place, `${head}\n`);
      begun.add(graph);
      appendFileSync(place, `${JSON.stringify(isNew ? [upTo, graph] : [upTo])}\n`);
    },
    end: () => rmSync(place, { force: true }),
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of a file, or the one above the release that the file is in. */
function folderFor(file: string): string {
  for (let folder = path.dirname(path.resolve(file)); folder !== path.dirname(folder); folder = path.dirname(folder))
    if (existsSync(path.join(folder, manifestName))) return path.dirname(folder);
  return path.dirname(file);
}

/** The line that was reached; fills in the graphs. A last line that was not written to its end counts for nothing. */
function readJournal(place: string, head: string, begun: Set<string>): number {
  if (!existsSync(place)) return 0;
  const text = readFileSync(place, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first, ...notes] = whole.split('\n').slice(0, -1);
  if (first !== head) return 0;
  if (whole.length < text.length) writeFileSync(place, whole);
  let line = 0;
  for (const note of notes) {
    const [upTo, graph] = JSON.parse(note) as [number, string?];
    line = upTo;
    if (graph !== undefined) begun.add(graph);
  }
  return line;
}
