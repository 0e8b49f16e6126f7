import { expect } from 'vitest';

/** Every refusal is a sentence, and tells nothing of what is inside. */
export async function refusal(response: Response): Promise<[status: number, sentence: string]> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).not.toMatch(/oxigraph|wasm|rust|\bat .*\.js|Error/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come back
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  return [response.status, text];
}
