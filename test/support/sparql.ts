import { expect } from 'vitest';
import { madeRelease } from './releases.js';
import { type Serving, serveRelease } from './serving.js';

/** The base of the releases that are made for questions. */
export const base = 'https://example.org/';

/** A server whose release has a graph of thirty numbers and a graph of three names, with small limits. */
export const serveNumbers = (): Promise<Serving> =>
  serveRelease(
    madeRelease(base, {
      'graph/numbers': Array.from({ length: 30 }, (_, i) => `<n/${i}> <is> ${i} .`).join('\n'),
      'graph/names': '<n/1> <name> "one", "un"@fr, "say \\"1\\",\\n" .',
    }),
    { maxResults: 20, timeout: 2 },
  );

/** Asks the endpoint by GET, and follows no redirection. */
export const ask = (
  { address }: Serving,
  parameters: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${address}sparql?${new URLSearchParams(parameters)}`, { headers, redirect: 'manual' });

/** Every refusal is a sentence, and tells nothing of what is inside. */
export async function refusal(response: Response): Promise<[status: number, sentence: string]> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).not.toMatch(/oxigraph|wasm|rust|\bat .*\.js|Error/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come back
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  return [response.status, text];
}
