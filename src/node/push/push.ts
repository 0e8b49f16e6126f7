import fs from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../bytes.js';
import { UserError, withMore } from '../../problem.js';
import { manifestName } from '../../publish/manifest.js';
import { createDistinctCounts, type DistinctCounts } from './distinct-counts.js';
import { type Connection, deliver } from './http.js';
import { askCount, type Batch, collectBatches, type Protocol, protocols } from './protocols.js';
import { openStatements } from './read-statements.js';

/** What goes where. */
export interface Push {
  file: string; // N-Quads or N-Triples, packed by gzip or not
  url: string;
  protocol: string; // a key of `protocols`
  graph: string | undefined; // the IRI of the graph for all statements, whatever the file says
  isReplacing: boolean; // empty each graph before; with graph-store it is anyway
  isResuming: boolean;
  statements: number | undefined; // in a request at most
  queryUrl: string;
  folder: string; // where hashes of statements may be written
}

/** Is called with how far a transfer is: the statements that were sent, and the share of what there was to do, from 0 to 1. */
export type Tell = (statements: number, share: number) => void;

/** What a transfer brought. */
export interface Pushed {
  statements: number; // different ones
  graphs: number;
  requests: number;
  before: number; // lines that an earlier transfer had brought
  repeated: number; // statements that the file has more than once
}

/**
 * Loads a file of N-Quads into a store of SPARQL 1.1, in parts of bounded size, and asks at the end how much has arrived.
 * What breaks off goes on from the last part that arrived: a part that is sent twice changes nothing, for a graph is a set
 * and the file has no blank nodes.
 */
export async function push(given: Push, connection: Connection, tell: Tell): Promise<Pushed> {
  const journal = openJournal(given);
  if (!journal.isKept)
    connection.say(`what arrives cannot be noted beside ${given.file}: a transfer that breaks off must begin anew`);
  const before = journal.line;
  const counts = createDistinctCounts(given.folder);
  try {
    const requests = await sendAll(given, journal, counts, connection, tell);
    if (counts.total === 0) throw new UserError(`${given.file} has no statements: nothing was sent`, 1);
    const due = await counts.count();
    await compare(given, due, connection);
    journal.end();
    const statements = [...due.values()].reduce((sum, count) => sum + count, 0);
    return { statements, graphs: due.size, requests, before, repeated: counts.total - statements };
  } finally {
    counts.end();
  }
}

/** Sends what has not arrived yet, and counts all statements of the file; how many requests that took. */
async function sendAll(
  given: Push,
  journal: Journal,
  counts: DistinctCounts,
  connection: Connection,
  tell: Tell,
): Promise<number> {
  const { file, graph } = given;
  const sentBefore = (): string => (journal.begun.size > 0 ? '\n  what stands before it has been sent already' : '');
  const opened = openStatements(file, graph, sentBefore);
  const { limits, request } = protocols[given.protocol] as Protocol;
  const batches = collectBatches({ ...limits, statements: given.statements ?? limits.statements });
  const before = { line: journal.line, read: 0, statements: 0 };
  let [last, requests] = [0, 0];
  const send = async (batch: Batch, upTo: number): Promise<void> => {
    const isFirst = !journal.begun.has(batch.graph);
    await deliver(request(given.url, batch, isFirst, given.isReplacing), connection).catch((error: unknown) => {
      const isKnown = journal.begun.size > 0 && journal.isKept;
      throw isKnown ? withMore(error, '\n  what has arrived is known: --resume goes on from there') : error;
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

/** Holds what the store has against what each graph is due. Name and password stay with the server that they are for. */
async function compare(given: Push, due: Map<string, number>, data: Connection): Promise<void> {
  const isElsewhere = new URL(given.queryUrl).origin !== new URL(given.url).origin;
  const connection = isElsewhere ? { ...data, authentication: undefined } : data;
  const differences: string[] = [];
  for (const [graph, sent] of due) {
    const found = await askCount(given.queryUrl, graph, connection);
    if (found !== sent) differences.push(`${graph || 'the default graph'}: ${found} statements, ${sent} were sent`);
  }
  if (differences.length === 0) return;
  const why =
    given.isReplacing || given.protocol === 'graph-store' ? '' : '; what a graph had before stays without --replace';
  throw new UserError(`the store does not have what was sent${why}\n  ${differences.slice(0, 20).join('\n  ')}`, 1);
}

/**
 * Opens the journal of a transfer beside its file, and outside of a release, which must hold nothing else. With
 * `isResuming` it goes on where it ended, unless the file has become another one since; otherwise it begins anew.
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
    isKept, // no, where the folder may not be written
    line, // every statement up to this line of the file has arrived
    begun, // graphs of which a part has arrived: they must not be emptied again
    /** Notes that a store has taken a part of a graph, and all statements up to a line. */
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

/** What a store has taken so far, in a file that outlives us. */
type Journal = ReturnType<typeof openJournal>;

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of a file, or the one above the release that the file is in. */
function folderFor(file: string): string {
  for (let folder = path.dirname(path.resolve(file)); folder !== path.dirname(folder); folder = path.dirname(folder))
    if (fs.existsSync(path.join(folder, manifestName))) return path.dirname(folder);
  return path.dirname(file);
}

/** The line that was reached; fills in the graphs. A last line that was not written to its end counts for nothing. */
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
