import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { UserError } from '../problem.js';
import { createStaticServer } from '../serve/static.js';
import type { Run } from './commands.js';
import { signals } from './signals.js';
import { print, say } from './terminal.js';

/** For this machine alone: nobody else can reach it. */
const host = '127.0.0.1';

export const run: Run = async (_args, options) => {
  const folder = path.join(options['out'] as string, 'current');
  if (!existsSync(path.join(folder, 'site/index.html')))
    throw new UserError(`there is no web site at ${folder}: run gcm build first, without --no-site`);
  const server = createStaticServer(folder);
  const enough = new Promise<number>((end) => {
    for (const [signal, code] of Object.entries(signals)) process.once(signal, () => end(code));
  });
  server.listen(portFrom(options['port'] as string), host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`--port: ${code === 'EADDRINUSE' ? 'another program uses it; choose another' : message}`);
  }
  await print(`http://${host}:${(server.address() as AddressInfo).port}/\n`);
  say(`serving ${folder}; Ctrl-C ends it`);
  const code = await enough;
  server.close();
  server.closeAllConnections();
  return code;
};

function portFrom(given: string): number {
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port > 65_535) throw new UserError(`--port: ${given} is no number from 0 to 65535`);
  return port;
}
