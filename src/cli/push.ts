import { mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { authenticate } from '../node/push/authentication.js';
import { queryAddress } from '../node/push/counts.js';
import type { Connection } from '../node/push/deliver.js';
import { protocols } from '../node/push/protocols.js';
import { type Progress, type Push, type Pushed, push } from '../node/push/push.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { grouped, UserError } from '../problem.js';
import { iriSyntaxFault } from '../rdf/iri.js';
import { oneLine } from '../report/characters.js';
import type { Run } from './command-entry.js';
import type { Io } from './io.js';
import { progressText } from './progress-text.js';
import { withTemporary } from './temporary.js';
import { print, progress, say } from './terminal.js';

/** A file of statements → a SPARQL store. */
export const run: Run = async ([url = '', file], options, io) => {
  const given = pushFrom(addressFrom(url, 'URL'), file, options);
  const data = connectionFrom(options, given.url, io);
  const isElsewhere = new URL(given.queryUrl).origin !== new URL(given.url).origin;
  const query = isElsewhere ? { ...data, authentication: undefined } : data;
  const { step, end } = progress(io);
  const start = performance.now();
  const secondsSince = (): number => (performance.now() - start) / 1000;
  const tell = ({ statements, share }: Progress): void =>
    step(progressText({ done: statements, things: 'statements', share }, secondsSince()));
  const pushed = await withTemporary(
    () => mkdtempSync(path.join(os.tmpdir(), 'gcm-push-')),
    (folder) => push({ ...given, folder }, { data, query, tell }),
  ).finally(end);
  await tellPushed(io, pushed, given.isResuming, secondsSince());
  return 0;
};

/** What the options ask for. */
function pushFrom(url: string, named: string | undefined, options: Parameters<Run>[1]): Omit<Push, 'folder'> {
  const protocol = options['protocol'] as string;
  if (!Object.hasOwn(protocols, protocol))
    throw new UserError(`--protocol: ${protocol} is none of ${Object.keys(protocols).join(', ')}`);
  const question = new URL(url).searchParams;
  if (protocol === 'graph-store' && (question.has('graph') || question.has('default')))
    throw new UserError('URL: it names a graph: give that by --graph, and the address without it');
  const graph = options['graph'] as string | undefined;
  const fault = graph === undefined ? undefined : iriSyntaxFault(graph)?.fault;
  if (fault) throw new UserError(`--graph: ${graph}: ${fault}`);
  const file = named ?? fileOfRelease(options['out'] as string);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UserError(`there is no file ${file}`);
  const query = options['query'] as string | undefined;
  return {
    file,
    url,
    protocol,
    graph,
    isReplacing: options['replace'] === true,
    isResuming: options['resume'] === true,
    statements: options['batch'] === undefined ? undefined : numberFrom(options, 'batch', 1),
    queryUrl: query === undefined ? queryAddress(url) : addressFrom(query, '--query'),
  };
}

async function tellPushed(io: Io, pushed: Pushed, isResuming: boolean, seconds: number): Promise<void> {
  const { statements, graphs, requests, before, repeated } = pushed;
  if (isResuming && before === 0) say(io, 'there was nothing to go on from: all was sent');
  if (before > 0) say(io, `the first ${grouped(before)} lines had arrived before`);
  if (repeated > 0) say(io, `${grouped(repeated)} statements stand in the file more than once`);
  await print(
    io,
    `${grouped(statements)} statements in ${grouped(graphs)} graphs are there (${grouped(requests)} requests, ${seconds.toFixed(1)} s)\n`,
  );
}

function addressFrom(given: string, what: string): string {
  if (!/^https?:\/\//.test(given) || !URL.canParse(given))
    throw new UserError(`${what}: ${oneLine(given)} is no web address such as http://localhost:3030/ds/data`);
  const url = new URL(given);
  if (url.username !== '' || url.password !== '')
    throw new UserError(
      `${what}: name and password go into GCM_PUSH_USER and GCM_PUSH_PASSWORD, where nobody reads along`,
    );
  url.hash = '';
  return url.href;
}

function fileOfRelease(out: string): string {
  const folder = path.join(out, 'current');
  const { name } = requireManifest(folder, 'run gcm build first, or name a file');
  return releaseFile(folder, `${name}.nq`);
}

function connectionFrom(options: Parameters<Run>[1], url: string, io: Io): Connection {
  const user = io.env['GCM_PUSH_USER'];
  const password = io.env['GCM_PUSH_PASSWORD'] ?? '';
  const isOpen = new URL(url).protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  if (user !== undefined && isOpen)
    say(io, 'the name, and with Basic the password too, go over the network unencrypted');
  return {
    authentication: user === undefined ? undefined : authenticate({ user, password }),
    retries: numberFrom(options, 'retries', 0),
    timeout: numberFrom(options, 'timeout', 1, 300),
    say: (words) => say(io, words),
  };
}

/** A number of the command line; `fetch` itself waits no longer than 300 seconds. */
function numberFrom(options: Parameters<Run>[1], name: string, least: number, most = 1_000_000): number {
  const given = String(options[name]);
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < least || number > most)
    throw new UserError(`--${name}: ${given} is no whole number from ${least} to ${most}`);
  return number;
}
