import { UserError } from '../problem.js';
import { type Batch, collectBatches } from './batches.js';
import { askCount } from './counts.js';
import { type Connection, deliver } from './deliver.js';
import { countDistinct } from './distinct.js';
import { openJournal } from './journal.js';
import { type LineFile, openLines } from './lines.js';
import { protocols } from './protocols.js';
import { readStatement, type Statement } from './statement.js';

/** What goes where. */
export interface Push {
  file: string; // N-Quads or N-Triples, packed by gzip when its name ends in ".gz"
  url: string;
  protocol: string; // a key of `protocols`
  graph: string | undefined; // the IRI of the graph for all statements, whatever the file says
  isReplacing: boolean; // empty each graph before
  isResuming: boolean;
  statements: number | undefined; // in a request at most
  queryUrl: string;
}

export interface Progress {
  statements: number;
  share: number; // of the file, from 0 to 1
}

export interface Pushed {
  statements: number;
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
export async function push(
  given: Push,
  ways: { data: Connection; query: Connection; tell(progress: Progress): void },
): Promise<Pushed> {
  const { file, url, protocol, graph, isReplacing, isResuming } = given;
  const { request, limits } = protocols[protocol] as (typeof protocols)[string];
  const journal = openJournal(file, { url, protocol, graph, isReplacing }, isResuming);
  const batches = collectBatches({
    ...limits,
    ...(given.statements !== undefined && { statements: given.statements }),
  });
  const counts = new Map<string, number>();
  const lines = openLines(file);
  const before = journal.line;
  let [last, requests] = [0, 0];
  const send = async (batch: Batch, upTo: number): Promise<void> => {
    const isFirst = !journal.begun.has(batch.graph);
    await deliver(request(url, batch, isFirst, isReplacing), ways.data).catch((error: unknown) => {
      if (!(error instanceof UserError) || journal.begun.size === 0) throw error;
      throw new UserError(`${error.message}\n  what has arrived is known: --resume goes on from there`, error.exitCode);
    });
    requests++;
    journal.note(batch.graph, upTo);
    ways.tell({ statements: total(counts), share: lines.read / lines.size });
  };
  for await (const { statement, number } of statementsOf(lines, file, graph)) {
    last = number;
    counts.set(statement.graph, (counts.get(statement.graph) ?? 0) + 1);
    if (number <= before) continue;
    const full = batches.add(statement, number);
    if (full) await send(full, (batches.firstWaiting() ?? number) - 1);
  }
  const rest = batches.rest();
  for (const [i, batch] of rest.entries())
    await send(batch, i === rest.length - 1 ? last : Math.min(...rest.slice(i + 1).map(({ first }) => first)) - 1);
  const repeated = await compare(given, counts, ways.query);
  journal.end();
  return { statements: total(counts), graphs: counts.size, requests, before, repeated };
}

const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** The statements of a file with the numbers of their lines, in the graph that was asked for. */
async function* statementsOf(
  lines: LineFile,
  file: string,
  graph: string | undefined,
): AsyncGenerator<{ statement: Statement; number: number }> {
  let number = 0;
  for await (const chunk of lines.chunks())
    for (const line of chunk) {
      number++;
      const statement = readStatement(line.endsWith('\r') ? line.slice(0, -1) : line);
      if (typeof statement === 'string') throw new UserError(`${file}:${number}: ${statement}`, 1);
      if (statement) yield { statement: graph === undefined ? statement : { ...statement, graph }, number };
    }
}

/** Holds what the store has against what the file says; how many statements the file repeats. */
async function compare(given: Push, counts: Map<string, number>, connection: Connection): Promise<number> {
  const differences: string[] = [];
  let repeated = 0;
  for (const [graph, sent] of counts) {
    const found = await askCount(given.queryUrl, graph, connection);
    const due = found < sent ? await countDistinct(sent, () => triplesOf(given, graph)) : sent;
    repeated += sent - due;
    if (found !== due) differences.push(`${graph || 'the default graph'}: ${found} statements, ${due} were sent`);
  }
  if (differences.length === 0) return repeated;
  const why =
    given.isReplacing || given.protocol === 'graph-store' ? '' : '; what a graph had before stays without --replace';
  throw new UserError(`the store does not have what was sent${why}\n  ${differences.slice(0, 20).join('\n  ')}`, 1);
}

async function* triplesOf({ file, graph }: Push, wanted: string): AsyncGenerator<string> {
  for await (const { statement } of statementsOf(openLines(file), file, graph))
    if (statement.graph === wanted) yield statement.triple;
}
