import { writeFileSync } from 'node:fs';
import path from 'node:path';
import oxigraph from 'oxigraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasVirtuoso, startVirtuoso, type Virtuoso } from '../../bench/virtuoso.mjs';
import { temporaryFolder } from '../support/gcm.js';
import { runGcm, startGcm } from '../support/processes.js';
import { realRelease } from '../support/releases.js';

/** Transfers to Virtuoso, which requires Digest and limits the size of updates. */
describe.skipIf(!hasVirtuoso)('Virtuoso (skipped where virtuoso-t and isql-vt are not installed)', () => {
  let virtuoso: Virtuoso;
  let env: Record<string, string>;
  let out = '';
  beforeAll(async () => {
    virtuoso = await startVirtuoso();
    env = { GCM_PUSH_USER: virtuoso.user, GCM_PUSH_PASSWORD: virtuoso.password };
    out = path.dirname(await realRelease());
  }, 600_000);
  afterAll(() => virtuoso?.close());

  const ask = async (query: string): Promise<Record<string, { value: string }>[]> => {
    const body = new URLSearchParams({ query });
    const headers = { accept: 'application/sparql-results+json' };
    const answer = await fetch(virtuoso.query, { method: 'POST', body, headers });
    return ((await answer.json()) as { results: { bindings: Record<string, { value: string }>[] } }).results.bindings;
  };
  const places = () => [
    ['graph-store', virtuoso.graphStore],
    ['update', virtuoso.update],
  ];

  it.each([0, 1])('receives the release by each protocol (%i)', { timeout: 300_000 }, async (which) => {
    const [protocol = '', url = ''] = places()[which] as string[];
    const args = ['push', url, '--out', out, '--protocol', protocol, '--replace'];
    const { code, stdout, stderr } = await runGcm(args, { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Statements in the store: [\d,]+ \(graphs: 6,/);
    const labels = `SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/gcm-graph/graph/objectives>
      { ?s a <https://w3id.org/gcm-graph/ontology#Objective> } }`;
    expect((await ask(labels))[0]?.['n']?.value).toBe('23');
    expect((await runGcm(args, { env })).code).toBe(0); // sends the same statements again
  });

  it('rejects a user without a password', async () => {
    const { code, stderr } = await runGcm(['push', virtuoso.graphStore, '--out', out], {
      env: { GCM_PUSH_USER: 'dba' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('answered 401');
  });

  it('receives all texts unchanged', async () => {
    const texts = [
      'a "quoted" one',
      'back\\slash',
      '\\u0022 } } ; DROP ALL',
      'two\nlines\tand a tab',
      '😀 é',
      "it's",
      '\\\\U0000005C',
    ];
    const literal = (text: string): string => oxigraph.literal(text).toString();
    const lines = texts.map((text, i) => `<urn:s:${i}> <urn:p> ${literal(text)} <urn:g:texts> .`);
    const escaped = texts.map((text, i) => {
      const all = Array.from(text, (one) => `\\U${(one.codePointAt(0) as number).toString(16).padStart(8, '0')}`).join(
        '',
      );
      return `<urn:s:${i}> <urn:p> "${all}" <urn:g:texts> .`;
    });
    const file = path.join(temporaryFolder(), 'texts.nq');
    for (const [protocol = '', url = ''] of places())
      for (const kind of [lines, escaped]) {
        writeFileSync(file, kind.join('\n'));
        const { code, stderr } = await runGcm(['push', url, file, '--protocol', protocol, '--replace'], { env });
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        const found = await ask('SELECT ?o { GRAPH <urn:g:texts> { ?s ?p ?o } } ORDER BY ?s');
        expect(found.map(({ o }) => o?.value)).toEqual(texts);
      }
  });

  it('continues a transfer after a restart', { timeout: 120_000 }, async () => {
    const file = path.join(temporaryFolder(), 'many.nq');
    const count = 100_000;
    const line = (i: number): string => `<urn:s:${i}> <urn:p> "value ${i}" <urn:g:many> .\n`;
    writeFileSync(file, Array.from({ length: count }, (_, i) => line(i)).join(''));
    const args = ['push', virtuoso.graphStore, file, '--batch', '2000', '--retries', '1'];
    const running = startGcm(args, { env });
    const arrived = async (): Promise<number> =>
      Number((await ask('SELECT (COUNT(*) AS ?n) { GRAPH <urn:g:many> { ?s ?p ?o } }'))[0]?.['n']?.value);
    while (running.child.exitCode === null && (await arrived()) < 20_000);
    virtuoso.sql('checkpoint;\n'); // writes earlier statements to the disk
    await virtuoso.kill();
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Continue the transfer with --resume');
    await virtuoso.start();
    const again = await runGcm([...args, '--resume'], { env });
    expect(again).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Lines that an earlier transfer sent: [\d,]+\n$/),
    });
  });
});
