import { expect } from 'vitest';
import { madeRelease } from './releases.js';
import { type Serving, serveRelease } from './serving.js';

/** Base of the generated releases. */
export const base = 'https://example.org/';

/** Serves a release with a graph of 30 numbers and a graph of three names, with small limits. */
export const serveNumbers = (): Promise<Serving> =>
  serveRelease(
    madeRelease(base, {
      'graph/numbers': Array.from({ length: 30 }, (_, i) => `<n/${i}> <is> ${i} .`).join('\n'),
      'graph/names': '<n/1> <name> "one", "un"@fr, "say \\"1\\",\\n" .',
    }),
    { maxResults: 20, timeout: 2 },
  );

/** Queries the endpoint by GET, without following redirects. */
export const ask = (
  { address }: Serving,
  parameters: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${address}sparql?${new URLSearchParams(parameters)}`, { headers, redirect: 'manual' });

/** Checks that an error is plain text and reveals no internals. */
export async function refusal(response: Response): Promise<[status: number, sentence: string]> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).not.toMatch(/oxigraph|wasm|rust|\bat .*\.js|Error/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be sent back
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  return [response.status, text];
}
