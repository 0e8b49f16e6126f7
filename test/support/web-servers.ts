import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from './gcm.js';

/** Where Debian puts them is not on everyone's path. */
const find = (name: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

const nginx = find('nginx');
const apache = find('apache2');
const modules = '/usr/lib/apache2/modules';

/** Why tests with these servers are left out; nothing when they are there. */
export const noNginx = nginx ? undefined : 'nginx is not installed';
export const noApache = apache && existsSync(modules) ? undefined : 'apache2 is not installed';

export interface WebServer {
  address: string; // "http://127.0.0.1:40123/"
  stop(): Promise<void>;
}

/** Starts nginx over a folder with rules for its folder conf.d, in which only address and folder are changed. */
export async function startNginx(root: string, rules: string): Promise<WebServer> {
  const folder = workFolder();
  const port = await freePort();
  const own = rules
    .replace(/listen 80;/, `listen 127.0.0.1:${port};`)
    .replace(/root \/srv\/gcm-graph;/, `root ${root};`);
  writeFileSync(path.join(folder, 'rules.conf'), own);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${folder}/${one};`,
  );
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}
    http { access_log off; ${temporary.join(' ')} include ${folder}/rules.conf; }`,
  );
  return start(nginx as string, ['-p', folder, '-e', 'stderr', '-c', path.join(folder, 'nginx.conf')], port);
}

/** Starts Apache over a folder, with rules as a .htaccess would have them. */
export async function startApache(root: string, rules: string): Promise<WebServer> {
  const folder = workFolder();
  const port = await freePort();
  const names = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'rewrite'];
  writeFileSync(path.join(folder, 'mime.types'), 'text/html html\n');
  writeFileSync(
    path.join(folder, 'apache.conf'),
    `ServerRoot ${folder}\nServerName 127.0.0.1\nListen 127.0.0.1:${port}\nPidFile ${folder}/pid\nErrorLog ${folder}/error.log
${names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
TypesConfig ${folder}/mime.types\nDocumentRoot ${root}\n<Directory ${root}>\nRequire all granted\n${rules}\n</Directory>\n`,
  );
  return start(apache as string, ['-DFOREGROUND', '-f', path.join(folder, 'apache.conf')], port);
}

/** Nobody's rights are enough; who is root gives the others up. */
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};

function workFolder(): string {
  const folder = temporaryFolder();
  if (isRoot) chownSync(folder, 65534, 65534);
  return folder;
}

/** Lets a server that has no rights see a folder inside a temporary one. */
export const openTo = (folder: string): void => chmodSync(folder, 0o755);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function start(program: string, args: string[], port: number): Promise<WebServer> {
  const child: ChildProcess = spawn(program, args, { ...nobody, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`${program} does not start: ${said}`);
    await pause(50);
  }
  return {
    address: `http://127.0.0.1:${port}/`,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((tell) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
    socket.once('connect', () => socket.destroy());
  });
