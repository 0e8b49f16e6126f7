// serve-answers.mjs GCM OUT FILE: serves the releases in OUT, and writes answers of reconciliation and documents to FILE as JSON.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [gcm, out, file] = process.argv.slice(2);
const release = path.join(out, 'current');
const { name, base } = JSON.parse(readFileSync(path.join(release, 'manifest.json'), 'utf8'));
const lines = readFileSync(path.join(release, `${name}.nt`), 'utf8').split('\n');
const each = (step, values) => [...new Set(values)].filter((_, i) => i % step === 0);
const texts = lines.flatMap((line) => /(?:prefLabel|notation)> "((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? []);
const subjects = lines.flatMap((line) => /^<([^>]+)>/.exec(line)?.[1] ?? []);
const named = lines.flatMap((line) => /^<([^>]+)> <[^>]*(?:prefLabel|title)>/.exec(line)?.[1] ?? []);

const server = spawn(process.execPath, [gcm, 'serve', '--out', out, '--port', '0', '--rate', '1000000'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const address = await new Promise((resolve) => {
  server.stdout.on('data', (bytes) => {
    const [found] = /^http:\S+$/m.exec(String(bytes)) ?? [];
    if (found !== undefined) resolve(found);
  });
});
const answers = {};
async function ask(place, language, form) {
  const headers = { 'Accept-Language': language };
  const body = form && new URLSearchParams(form);
  const send = () => fetch(address + place, { redirect: 'manual', headers, ...(body && { method: 'POST', body }) });
  let response = await send();
  while (response.status === 503) response = await send(); // the names are not loaded yet
  const text = (await response.text()).replaceAll(address.slice(0, -1), '/SERVER');
  const location = response.headers.get('location')?.replaceAll(address.slice(0, -1), '/SERVER');
  answers[`${language} ${place} ${body ?? ''}`] = { status: response.status, location, text };
}

for (const language of ['en', 'fr', 'ar', 'de']) {
  for (const query of each(40, texts)) await ask('reconcile', language, { queries: JSON.stringify({ q: { query } }) });
  for (const part of [
    '',
    '/properties',
    '/suggest/type?prefix=',
    '/suggest/entity?prefix=1',
    '/suggest/property?prefix=',
  ])
    await ask(`reconcile${part}`, language);
  for (const id of each(20, named)) await ask(`reconcile/preview?id=${encodeURIComponent(id)}`, language);
  const properties = JSON.parse(answers[`${language} reconcile/properties `].text).properties.map(({ id }) => ({ id }));
  const extend = { ids: each(20, named), properties };
  await ask('reconcile', language, { extend: JSON.stringify(extend) });
}
const places = subjects.filter((one) => one.startsWith(base)).map((one) => one.slice(base.length).replace(/#.*/, ''));
for (const place of each(20, places)) await ask(place, 'fr');
writeFileSync(file, JSON.stringify(answers, undefined, 1));
console.log(`${Object.keys(answers).length} answers`);
server.kill();
process.exit();
