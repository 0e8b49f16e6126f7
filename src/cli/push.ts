import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { iriSyntaxFault } from '../iri.js';
import { grouped, UserError } from '../problem.js';
import { readManifest } from '../publish/manifest.js';
import { authenticate } from '../push/authentication.js';
import { queryAddress } from '../push/counts.js';
import type { Connection } from '../push/deliver.js';
import { protocols } from '../push/protocols.js';
import { type Progress, push } from '../push/push.js';
import { oneLine } from '../report/characters.js';
import type { Run } from './command-entry.js';
import { print, progress, say } from './terminal.js';

export const run: Run = async ([given = '', named], options) => {
  const url = addressFrom(given, 'URL');
  const protocol = options['protocol'] as string;
  if (!Object.hasOwn(protocols, protocol))
    throw new UserError(`--protocol: ${protocol} is none of ${Object.keys(protocols).join(', ')}`);
  const graph = options['graph'] as string | undefined;
  const fault = graph === undefined ? undefined : iriSyntaxFault(graph)?.fault;
  if (fault) throw new UserError(`--graph: ${graph}: ${fault}`);
  const file = named ?? fileOfRelease(options['out'] as string);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UserError(`there is no file ${file}`);
  const query = options['query'] as string | undefined;
  const queryUrl = query === undefined ? queryAddress(url) : addressFrom(query, '--query');
  const data = connectionFrom(options, url);
  const statements = options['batch'] === undefined ? undefined : numberFrom(options, 'batch', 1);
  const { step, end } = progress();
  const start = Date.now();
  const pushed = await push(
    {
      file,
      url,
      protocol,
      graph,
      isReplacing: options['replace'] === true,
      isResuming: options['resume'] === true,
      statements,
      queryUrl,
    },
    {
      data,
      query: new URL(queryUrl).origin === new URL(url).origin ? data : { ...data, authentication: undefined },
      tell: (now) => step(progressText(now, (Date.now() - start) / 1000)),
    },
  ).finally(end);
  const seconds = (Date.now() - start) / 1000;
  if (options['resume'] === true && pushed.before === 0) say('there was nothing to go on from: all was sent');
  if (pushed.before > 0) say(`the first ${grouped(pushed.before)} lines had arrived before`);
  if (pushed.repeated > 0) say(`${grouped(pushed.repeated)} statements stand in the file more than once`);
  await print(
    `${grouped(pushed.statements)} statements in ${grouped(pushed.graphs)} graphs are there (${grouped(pushed.requests)} requests, ${seconds.toFixed(1)} s)\n`,
  );
  return 0;
};

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
  const manifest = existsSync(folder) ? readManifest(folder) : undefined;
  if (!manifest) throw new UserError(`there is no release at ${folder}: run gcm build first, or name a file`);
  return path.join(folder, `${manifest.name}.nq`);
}

function connectionFrom(options: Parameters<Run>[1], url: string): Connection {
  const user = process.env['GCM_PUSH_USER'];
  const password = process.env['GCM_PUSH_PASSWORD'] ?? '';
  const isOpen = new URL(url).protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  if (user !== undefined && isOpen) say('the name, and with Basic the password too, go over the network unencrypted');
  return {
    authentication: user === undefined ? undefined : authenticate({ user, password }),
    retries: numberFrom(options, 'retries', 0),
    timeout: numberFrom(options, 'timeout', 1, 300),
    say,
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

/** "1,200,000 statements, 80,000 a second, 3 min left" */
function progressText({ statements, share }: Progress, seconds: number): string {
  const rate = Math.round(statements / Math.max(seconds, 0.001));
  const left = share > 0 ? (seconds / share) * (1 - share) : 0;
  const time = left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`;
  return `${grouped(statements)} statements, ${grouped(rate)} a second, ${time} left`;
}
