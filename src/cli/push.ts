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
  requireFile,
  say,
} from './command.js';
import { withTemporaryFolder } from './output-file.js';

/** `gcm push`: loads a file of statements into a SPARQL store. */
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

/** Reads the arguments and options. */
function pushFrom(url: string, named: string | undefined, options: Options): Omit<Push, 'folder'> {
  const protocol = options['protocol'] as string;
  choiceFrom(options, 'protocol', protocols);
  const question = new URL(url).searchParams;
  if (protocol === 'graph-store' && (question.has('graph') || question.has('default')))
    throw new UserError('URL: Remove the graph from the URL, and name it with --graph');
  const graph = options['graph'] as string | undefined;
  const fault = graph === undefined ? undefined : iriSyntaxFault(graph)?.fault;
  if (fault) throw new UserError(`--graph: "${graph}" is not a valid IRI (${fault})`);
  const file = named ?? fileOfRelease(options['out'] as string);
  requireFile(file);
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
  if (isResuming && before === 0) say(io, 'Nothing to resume. Everything was sent');
  if (before > 0) say(io, `Lines that an earlier transfer sent: ${grouped(before)}`);
  if (repeated > 0) say(io, `Duplicate statements in the file: ${grouped(repeated)}`);
  const effort = `graphs: ${grouped(graphs)}, requests: ${grouped(requests)}, ${seconds.toFixed(1)} s`;
  await print(io, `Statements in the store: ${grouped(statements)} (${effort})\n`);
}

function addressFrom(given: string, what: string): string {
  if (!/^https?:\/\//.test(given) || !URL.canParse(given))
    throw new UserError(`${what}: "${oneLine(given)}" is not a URL such as http://localhost:3030/ds/data`);
  const url = new URL(given);
  const remedy = 'Set the environment variables GCM_PUSH_USER and GCM_PUSH_PASSWORD instead';
  if (url.username !== '' || url.password !== '')
    throw new UserError(`${what}: The URL contains a user name or password. ${remedy}`);
  url.hash = '';
  return url.href;
}

function fileOfRelease(out: string): string {
  const folder = path.join(out, 'current');
  const { name } = requireManifest(folder, 'Run gcm build first, or name a file');
  return releaseFile(folder, `${name}.nq`);
}

function connectionFrom(options: Options, url: string, io: Io): Connection {
  const user = io.env['GCM_PUSH_USER'];
  const password = io.env['GCM_PUSH_PASSWORD'] ?? '';
  const isOpen = new URL(url).protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  if (user !== undefined && isOpen)
    say(io, 'The user name, and with Basic authentication also the password, are sent unencrypted');
  return {
    authentication: user === undefined ? undefined : authenticate(user, password),
    retries: numberFrom(options, 'retries', 0, most, 'whole number'),
    timeout: numberFrom(options, 'timeout', 1, 300, 'whole number'), // the limit of `fetch`
    say: (words) => say(io, words),
  };
}
