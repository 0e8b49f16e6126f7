// npm run bench:attack [-- SECONDS [KIND]]: attacks gcm serve from one and three addresses, while a healthy client sends
// requests. Prints what the healthy client gets, and the memory of the server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attacks } from './attacks.mjs';
import { startHealthyClient } from './healthy.mjs';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const seconds = Number(process.argv[2] ?? 20);
const kinds = Object.keys(attacks).filter((kind) => kind.includes(process.argv[3] ?? ''));
const recoverySeconds = 60;
const healthy = '127.0.0.9';
const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
const limits = { share: 0.99, p99: 1000, mostMegabytes: 1040, keptMegabytes: 100 };
/** Variables of the environment, as in the unit of systemd. */
const unit = readFileSync(at('deploy/gcm.service'), 'utf8');
const env = {
  ...process.env,
  ...Object.fromEntries([...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map((m) => m.slice(1))),
};

const residentMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function startServer() {
  const child = spawn(process.execPath, [at('dist/cli/gcm.js'), 'serve', '--port', '0'], {
    cwd: at('.'),
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: line.replace(/\/$/, ''), pid: child.pid, child };
}

/** Runs one attack on a new server. */
async function run(kind, from) {
  const { url, pid, child } = await startServer();
  const client = startHealthyClient(url, healthy);
  await sleep(4000);
  await client.stop();
  const before = residentMegabytes(pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(pid));
  }, 100);
  const attacker = spawn(process.execPath, [at('bench/attacks.mjs'), kind, url, ...from], { stdio: 'inherit' });
  const during = startHealthyClient(url, healthy);
  await sleep(seconds * 1000);
  const answers = await during.stop();
  attacker.kill('SIGKILL');
  clearInterval(watch);
  let after = residentMegabytes(pid);
  let waited = 0;
  for (; waited < recoverySeconds && after > before + limits.keptMegabytes; waited++) {
    await sleep(1000);
    after = residentMegabytes(pid);
  }
  const metrics = await (await fetch(`${url}/metrics`)).text();
  child.kill();
  await once(child, 'exit');
  const lag = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1]);
  const refused = [...metrics.matchAll(/^gcm_refusals_total\{reason="(.*)"\} (\d+)$/gm)].map(
    ([, name, n]) => `${name} ${n}`,
  );
  return { answers, before, most, after, waited, refused, lag };
}

const rows = [];
for (const kind of kinds) {
  for (const from of [addresses.slice(0, 1), addresses]) {
    const { answers, before, most, after, waited, refused, lag } = await run(kind, from);
    const good = answers.filter(({ status }) => status === 200);
    const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const p99 = times[Math.ceil(times.length * 0.99) - 1];
    const share = good.length / answers.length;
    const isGood =
      share >= limits.share &&
      p99 < limits.p99 &&
      most <= limits.mostMegabytes &&
      after <= before + limits.keptMegabytes;
    if (!isGood) process.exitCode = 1;
    const slowest = Object.fromEntries(
      ['query', 'document', 'search', 'reconciliation'].map((kind) => [
        kind,
        Math.round(
          Math.max(...answers.filter((answer) => answer.kind === kind).map(({ milliseconds }) => milliseconds)),
        ),
      ]),
    );
    const others = answers.filter(({ status }) => status !== 200).map(({ kind, status }) => `${kind} ${status}`);
    rows.push({
      attack: kind,
      addresses: from.length,
      'healthy 200': `${(share * 100).toFixed(1)} %`,
      'p99 ms': Math.round(p99),
      'RSS before': Math.round(before),
      most: Math.round(most),
      after: `${Math.round(after)} (${waited} s)`,
      good: isGood ? 'yes' : 'no',
    });
    console.log(
      JSON.stringify({
        ...rows.at(-1),
        slowest,
        lag,
        load: loadavg()[0],
        others: others.join(', '),
        refused: refused.join(', '),
      }),
    );
  }
}
console.table(rows);
