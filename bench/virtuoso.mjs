// Runs Virtuoso (Debian package) for benchmarks and for tests of gcm push.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const answers = (program) => spawnSync(program, ['-?']).error === undefined;

export const hasVirtuoso = answers('virtuoso-t') && answers('isql-vt');

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function startVirtuoso() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-virtuoso-'));
  const [sqlPort, httpPort] = [await freePort(), await freePort()];
  const password = `secret-${sqlPort}`;
  writeFileSync(path.join(folder, 'virtuoso.ini'), settings(folder, sqlPort, httpPort));
  let server;
  const start = async () => {
    rmSync(path.join(folder, 'virtuoso.lck'), { force: true });
    writeFileSync(path.join(folder, 'virtuoso.log'), '');
    server = spawn('virtuoso-t', ['+foreground', '+configfile', path.join(folder, 'virtuoso.ini')], {
      stdio: 'ignore',
    });
    const log = () => readFileSync(path.join(folder, 'virtuoso.log'), 'utf8');
    while (!/Server online/.test(log())) {
      if (server.exitCode !== null) throw new Error(`Virtuoso does not start: ${log()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const end = (signal) =>
    new Promise((resolve) => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return resolve();
      server.once('exit', () => resolve());
      server.kill(signal);
    });
  const run = (statements, as) =>
    spawnSync('isql-vt', [`127.0.0.1:${sqlPort}`, 'dba', as], { input: statements, encoding: 'utf8' }).stdout;
  process.once('exit', () => server?.kill('SIGKILL'));
  await start();
  run(`USER_SET_PASSWORD('dba', '${password}');\nGRANT SPARQL_UPDATE TO "SPARQL";\n`, 'dba');
  const address = `http://127.0.0.1:${httpPort}`;
  return {
    graphStore: `${address}/sparql-graph-crud-auth`,
    update: `${address}/sparql-auth`,
    query: `${address}/sparql`,
    user: 'dba',
    password,
    sql: (statements) => run(statements, password),
    kill: () => end('SIGKILL'),
    start,
    async close() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const settings = (folder, sqlPort, httpPort) =>
  [
    '[Database]',
    `DatabaseFile = ${folder}/virtuoso.db`,
    `ErrorLogFile = ${folder}/virtuoso.log`,
    `LockFile = ${folder}/virtuoso.lck`,
    `TransactionFile = ${folder}/virtuoso.trx`,
    `xa_persistent_file = ${folder}/virtuoso.pxa`,
    'ErrorLogLevel = 7',
    'FileExtend = 200',
    'MaxCheckpointRemap = 2000',
    'TempStorage = TempDatabase',
    '[TempDatabase]',
    `DatabaseFile = ${folder}/virtuoso-temp.db`,
    `TransactionFile = ${folder}/virtuoso-temp.trx`,
    '[Parameters]',
    `ServerPort = 127.0.0.1:${sqlPort}`,
    'DisableUnixSocket = 1',
    `DirsAllowed = ${folder}`,
    'NumberOfBuffers = 20000',
    'MaxDirtyBuffers = 15000',
    '[HTTPServer]',
    `ServerPort = 127.0.0.1:${httpPort}`,
    `ServerRoot = ${folder}`,
    '[SPARQL]',
    'ResultSetMaxRows = 10000',
    '',
  ].join('\n');
