import { type AddressInfo, isIP } from 'node:net';
import path from 'node:path';
import { UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import { followRelease } from '../serve/release.js';
import { createServer, prepareRelease } from '../serve/server.js';
import { limits, type Settings, serverOptions, settingsOf } from '../serve/settings.js';
import { limitEngines } from '../serve/sparql/pool.js';
import { numberFrom, type Options, print, type RunCommand, say } from './command.js';
import { onSignal } from './signals.js';

/** Time to finish running answers after a signal. */
const drain = 10_000; // milliseconds

/** `gcm serve`: serves until a signal ends it. */
export const serve: RunCommand = async (_args, options, io) => {
  const folder = path.join(options['out'] as string, 'current');
  const settings = settingsFrom(options);
  const port = numberFrom(options, 'port', 0, 65_535);
  const host = hostFrom(options);
  const enough = new Promise(onSignal);
  // If the log cannot be written, for example on a full disk, the server continues without it.
  process.stderr.removeAllListeners('error').on('error', () => {});
  limitEngines();
  const current = await followRelease(folder, settings, (message) => say(io, oneLine(message)), prepareRelease);
  let server: Awaited<ReturnType<typeof createServer>>;
  try {
    server = await createServer(current, settings, (line) => void io.stderr.write(line));
    await server.listen({ port, host, backlog: limits.backlog });
  } catch (error) {
    await current.close();
    throw new UserError(refusal(error as NodeJS.ErrnoException, host, port));
  }
  const { port: taken } = server.server.address() as AddressInfo;
  await print(io, `http://${host.includes(':') ? `[${host}]` : host}:${taken}/\n`);
  say(io, `Serving ${folder}. Press Ctrl-C to stop`);
  const code = await enough;
  const late = setTimeout(() => server.server.closeAllConnections(), drain);
  await server.close();
  clearTimeout(late);
  await current.close();
  return code;
};

const refusal = ({ code, message }: NodeJS.ErrnoException, host: string, port: number): string =>
  code === 'EADDRINUSE'
    ? `--port: Another program uses port ${port}. Choose another port`
    : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
      ? `--host: "${host}" is not an address of this computer`
      : `The server cannot start: ${message}`;

function settingsFrom(options: Options): Settings {
  return {
    ...settingsOf((name) => numberFrom(options, name, serverOptions[name].least, serverOptions[name].most)),
    trustProxy: ([options['trustProxy'] ?? []].flat() as string[]).map(proxyFrom),
  };
}

/** Returns the address to listen on. An empty one, for example from an unset variable, would mean all networks. */
function hostFrom(options: Options): string {
  const host = String(options['host']).trim();
  if (host === '')
    throw new UserError('--host: Missing address. Use 127.0.0.1 for this computer only, or 0.0.0.0 for all networks');
  return host;
}

/** Validates an IP address or range: "10.0.0.1", "fd00::/8". */
function proxyFrom(given: string): string {
  const [address = '', bits = '1', ...more] = given.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  const isRange = /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most && more.length === 0;
  if (isIP(address) === 0 || !isRange)
    throw new UserError(`--trust-proxy: "${oneLine(given)}" is not an IP address or a range such as 10.0.0.0/8`);
  return given;
}
