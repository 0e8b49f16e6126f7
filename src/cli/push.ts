import { statSync } from 'node:fs';
import path from 'node:path';
import { authenticate, type Connection } from '../node/push/http.js';
import { protocols, queryAddress } from '../node/push/protocols.js';
import { type Push, type Pushed, push as pushFile, type Tell } from '../node/push/push.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { grouped, UserError } from '../problem.js';
import { iriSyntaxFault } from '../rdf/iri.js';
import { oneLine } from '../report/harmless-text.js';
import {
  choiceFrom,
  type Io,
  numberFrom,
  type Options,
  print,
  progress,
  progressText,
  type RunCommand,
  say,
} from './command.js';
import { withTemporaryFolder } from './output-file.js';

/** `gcm push`: a file of statements → a SPARQL store. */
export const push: RunCommand = async ([url = '', file], options, io) => {
  const given = pushFrom(addressFrom(url, 'URL'), file, options);
  const connection = connectionFrom(options, given.url, io);
  const { step, end } = progress(io);
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const tell: Tell = (statements, share) => step(progressText(statements, 'statements', share, seconds()));
  const pushed = await withTemporaryFolder('gcm-push-', (folder) =>
    pushFile({ ...given, folder }, connection, tell),
  ).finally(end);
  await tellPushed(io, pushed, given.isResuming, seconds());
  return 0;
};

const most = 1_000_000;

/** What the options ask for. */
function pushFrom(url: string, named: string | undefined, options: Options): Omit<Push, 'folder'> {
  const protocol = options['protocol'] as string;
  choiceFrom(options, 'protocol', protocols);
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
    statements: options['batch'] === undefined ? undefined : numberFrom(options, 'batch', 1, most, 'whole number'),
    queryUrl: query === undefined ? queryAddress(url) : addressFrom(query, '--query'),
  };
}

async function tellPushed(io: Io, pushed: Pushed, isResuming: boolean, seconds: number): Promise<void> {
  const { statements, graphs, requests, before, repeated } = pushed;
  if (isResuming && before === 0) say(io, 'there was nothing to go on from: all was sent');
  if (before > 0) say(io, `the first ${grouped(before)} lines had arrived before`);
  if (repeated > 0) say(io, `${grouped(repeated)} statements stand in the file more than once`);
  const effort = `${grouped(requests)} requests, ${seconds.toFixed(1)} s`;
  await print(io, `${grouped(statements)} statements in ${grouped(graphs)} graphs are there (${effort})\n`);
}

function addressFrom(given: string, what: string): string {
  if (!/^https?:\/\//.test(given) || !URL.canParse(given))
    throw new UserError(`${what}: ${oneLine(given)} is no web address such as http://localhost:3030/ds/data`);
  const url = new URL(given);
  const hidden = 'GCM_PUSH_USER and GCM_PUSH_PASSWORD, where nobody reads along';
  if (url.username !== '' || url.password !== '') throw new UserError(`${what}: name and password go into ${hidden}`);
  url.hash = '';
  return url.href;
}

function fileOfRelease(out: string): string {
  const folder = path.join(out, 'current');
  const { name } = requireManifest(folder, 'run gcm build first, or name a file');
  return releaseFile(folder, `${name}.nq`);
}

function connectionFrom(options: Options, url: string, io: Io): Connection {
  const user = io.env['GCM_PUSH_USER'];
  const password = io.env['GCM_PUSH_PASSWORD'] ?? '';
  const isOpen = new URL(url).protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  if (user !== undefined && isOpen)
    say(io, 'the name, and with Basic the password too, go over the network unencrypted');
  return {
    authentication: user === undefined ? undefined : authenticate(user, password),
    retries: numberFrom(options, 'retries', 0, most, 'whole number'),
    timeout: numberFrom(options, 'timeout', 1, 300, 'whole number'), // `fetch` itself waits no longer
    say: (words) => say(io, words),
  };
}
