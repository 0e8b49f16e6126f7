import { type AddressInfo, isIP } from 'node:net';
import path from 'node:path';
import { UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import { followRelease } from '../serve/release.js';
import { createServer, prepareRelease } from '../serve/server.js';
import { limits, type Settings, serverOptions, settingsOf } from '../serve/settings.js';
import { limitEngines } from '../serve/sparql/pool.js';
import { numberFrom, type Options, onSignal, print, type RunCommand, say } from './command.js';

/** How long answers that are under way may go on after a signal, in milliseconds. */
const drain = 10_000;

/** `gcm serve`: serves until a signal ends it. */
export const serve: RunCommand = async (_args, options, io) => {
  const folder = path.join(options['out'] as string, 'current');
  const settings = settingsFrom(options);
  const port = numberFrom(options, 'port', 0, 65_535);
  const host = hostFrom(options);
  const enough = new Promise(onSignal);
  // When the log cannot be written, on a full disk, it is lost; the server goes on.
  process.stderr.removeAllListeners('error').on('error', () => {});
  limitEngines();
  const current = await followRelease(folder, settings, (message) => say(io, oneLine(message)), prepareRelease);
  const server = await createServer(current, settings, (line) => void io.stderr.write(line));
  try {
    await server.listen({ port, host, backlog: limits.backlog });
  } catch (error) {
    await current.close();
    throw new UserError(refusal(error as NodeJS.ErrnoException, host));
  }
  const { port: taken } = server.server.address() as AddressInfo;
  await print(io, `http://${host.includes(':') ? `[${host}]` : host}:${taken}/\n`);
  say(io, `serving ${folder}; Ctrl-C ends it`);
  const code = await enough;
  const late = setTimeout(() => server.server.closeAllConnections(), drain);
  await server.close();
  clearTimeout(late);
  await current.close();
  return code;
};

const refusal = ({ code, message }: NodeJS.ErrnoException, host: string): string =>
  code === 'EADDRINUSE'
    ? '--port: another program uses it; choose another'
    : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
      ? `--host: ${host} is no address of this machine`
      : `cannot listen: ${message}`;

function settingsFrom(options: Options): Settings {
  return {
    ...settingsOf((name) => numberFrom(options, name, serverOptions[name].least, serverOptions[name].most)),
    trustProxy: ([options['trustProxy'] ?? []].flat() as string[]).map(proxyFrom),
  };
}

/** The address to listen on. Throws `UserError` for an empty text, such as a variable that is not set: it would mean everywhere. */
function hostFrom(options: Options): string {
  const host = String(options['host']).trim();
  if (host === '') throw new UserError('--host: nothing is given; 127.0.0.1 is this machine alone, 0.0.0.0 everywhere');
  return host;
}

/** An address or a range of them: "10.0.0.1", "fd00::/8". Throws `UserError` for anything else. */
function proxyFrom(given: string): string {
  const [address = '', bits = '0', ...more] = given.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most || more.length > 0)
    throw new UserError(`--trust-proxy: ${oneLine(given)} is no address, nor a range of them such as 10.0.0.0/8`);
  return given;
}
