import fs from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../bytes.js';
import { UserError, withMore } from '../../problem.js';
import { manifestName } from '../../publish/manifest.js';
import { createDistinctCounts, type DistinctCounts } from './distinct-counts.js';
import { type Connection, deliver } from './http.js';
import { askCount, type Batch, collectBatches, type Protocol, protocols } from './protocols.js';
import { openStatements } from './read-statements.js';

/** A transfer of a file to a store. */
export interface Push {
  file: string; // N-Quads or N-Triples, with or without gzip
  url: string;
  protocol: string; // a key of `protocols`
  graph: string | undefined; // IRI of the graph for all statements, instead of the graphs in the file
  isReplacing: boolean; // empties each graph first; graph-store always does
  isResuming: boolean;
  statements: number | undefined; // limit per request
  queryUrl: string;
  folder: string; // for hashes of statements
}

/** Receives the progress: the statements that were sent, and the completed share, from 0 to 1. */
export type Tell = (statements: number, share: number) => void;

/** Result of a transfer. */
export interface Pushed {
  statements: number; // distinct ones
  graphs: number;
  requests: number;
  before: number; // lines that an earlier transfer sent
  repeated: number; // duplicate statements in the file
}

/**
 * Loads a file of N-Quads into a SPARQL 1.1 store in batches, and verifies the counts at the end. An interrupted transfer
 * can resume. A batch can be sent twice, because a graph is a set and the file has no blank nodes.
 */
export async function push(given: Push, connection: Connection, tell: Tell): Promise<Pushed> {
  const journal = openJournal(given);
  if (!journal.isKept)
    connection.say(`The folder of ${given.file} is not writable. An interrupted transfer cannot be resumed`);
  const before = journal.line;
  const counts = createDistinctCounts(given.folder);
  try {
    const requests = await sendAll(given, journal, counts, connection, tell);
    if (counts.total === 0) throw new UserError(`${given.file} contains no statements. Nothing was sent`, 1);
    const expected = await counts.count();
    await compare(given, expected, connection);
    journal.end();
    const statements = [...expected.values()].reduce((sum, count) => sum + count, 0);
    return { statements, graphs: expected.size, requests, before, repeated: counts.total - statements };
  } finally {
    counts.end();
  }
}

/** Sends all statements that an earlier transfer did not send, and counts all. Returns the number of requests. */
async function sendAll(
  given: Push,
  journal: Journal,
  counts: DistinctCounts,
  connection: Connection,
  tell: Tell,
): Promise<number> {
  const { file, graph } = given;
  const sentBefore = (): string => (journal.begun.size > 0 ? '\n  The lines before it were already sent' : '');
  const opened = openStatements(file, graph, sentBefore);
  const { limits, request } = protocols[given.protocol] as Protocol;
  const batches = collectBatches({ ...limits, statements: given.statements ?? limits.statements });
  const before = { line: journal.line, read: 0, statements: 0 };
  let [last, requests] = [0, 0];
  const send = async (batch: Batch, upTo: number): Promise<void> => {
    const isFirst = !journal.begun.has(batch.graph);
    await deliver(request(given.url, batch, isFirst, given.isReplacing), connection).catch((error: unknown) => {
      const isKnown = journal.begun.size > 0 && journal.isKept;
      throw isKnown ? withMore(error, '\n  Continue the transfer with --resume') : error;
    });
    requests++;
    journal.note(batch.graph, upTo);
    tell(counts.total - before.statements, (opened.read - before.read) / (opened.size - before.read));
  };
  for await (const { statement, number } of opened.statements()) {
    last = number;
    counts.add(statement);
    if (number <= before.line) {
      [before.read, before.statements] = [opened.read, counts.total];
      continue;
    }
    const full = batches.add(statement, number);
    if (full) await send(full, (batches.firstWaiting() ?? number) - 1);
  }
  for (const batch of batches.rest()) await send(batch, (batches.firstWaiting() ?? last + 1) - 1);
  return requests;
}

/** Compares the counts of the store with the file. User name and password are only sent to the server of the data. */
async function compare(given: Push, expected: Map<string, number>, data: Connection): Promise<void> {
  const isElsewhere = new URL(given.queryUrl).origin !== new URL(given.url).origin;
  const connection = isElsewhere ? { ...data, authentication: undefined } : data;
  const differences: string[] = [];
  for (const [graph, sent] of expected) {
    const found = await askCount(given.queryUrl, graph, connection);
    if (found !== sent) differences.push(`${graph || 'default graph'}: found ${found} statements, expected ${sent}`);
  }
  if (differences.length === 0) return;
  const why =
    given.isReplacing || given.protocol === 'graph-store' ? '' : '. Without --replace, earlier statements are kept';
  throw new UserError(`The store and the file differ${why}\n  ${differences.slice(0, 20).join('\n  ')}`, 1);
}

/**
 * Opens the journal of a transfer in the folder of its file, or outside the release. With `isResuming` it continues the
 * last transfer, unless the file has changed.
 */
function openJournal({ file, url, protocol, graph, isReplacing, isResuming }: Push) {
  const { size, mtimeMs } = fs.statSync(file);
  const head = JSON.stringify({ url, protocol, graph, isReplacing, file: fs.realpathSync(file), size, mtimeMs });
  const name = sha256(`${protocol} ${url}`).slice(0, 12);
  const place = path.join(folderFor(file), `.push-${path.basename(file)}-${name}`);
  const begun = new Set<string>();
  const line = isResuming ? readJournal(place, head, begun) : 0;
  const isKept = isWritable(path.dirname(place));
  if (begun.size === 0 && isKept) fs.rmSync(place, { force: true });
  return {
    isKept, // false if the folder is not writable
    line, // all statements up to this line were sent
    begun, // graphs with sent statements, which must not be emptied again
    /** Records that a batch of a graph and all statements up to a line were sent. */
    note(graph: string, upTo: number): void {
      const isNew = !begun.has(graph);
      if (!isKept) return void begun.add(graph);
      if (begun.size === 0) fs.writeFileSync(place, `${head}\n`);
      begun.add(graph);
      fs.appendFileSync(place, `${JSON.stringify(isNew ? [upTo, graph] : [upTo])}\n`);
    },
    end: () => fs.rmSync(place, { force: true }),
  };
}

/** Progress of a transfer, in a file that remains after an interruption. */
type Journal = ReturnType<typeof openJournal>;

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns the folder of a file. For a file in a release, returns the folder that contains the release. */
function folderFor(file: string): string {
  for (let folder = path.dirname(path.resolve(file)); folder !== path.dirname(folder); folder = path.dirname(folder))
    if (fs.existsSync(path.join(folder, manifestName))) return path.dirname(folder);
  return path.dirname(file);
}

/** Returns the last line that was sent, and fills in the graphs. Ignores an incomplete entry at the end. */
function readJournal(place: string, head: string, begun: Set<string>): number {
  if (!fs.existsSync(place)) return 0;
  const text = fs.readFileSync(place, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first, ...notes] = whole.split('\n').slice(0, -1);
  if (first !== head) return 0;
  if (whole.length < text.length) fs.writeFileSync(place, whole);
  let line = 0;
  for (const note of notes) {
    const [upTo, graph] = JSON.parse(note) as [number, string?];
    line = upTo;
    if (graph !== undefined) begun.add(graph);
  }
  return line;
}
