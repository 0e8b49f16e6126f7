import { isObject, type Json, type Report } from '../vocabulary/json.js';

const deepest = 100; // no metadata needs more, and what walks through it must come to an end

/** The text of a metadata document as a JSON object; anything else is told of and reads as undefined. */
export function parseMetadata(text: string, report: Report): Json | undefined {
  if (depthOf(text) > deepest) {
    report('', `more than ${deepest} brackets are open at once`);
    return undefined;
  }
  try {
    const document: unknown = JSON.parse(text);
    const half = /(?<!\\)(?:\\\\)*(\\ud[89a-f]..)/.exec(JSON.stringify(document))?.[1]; // only a lone one is written so
    if (half !== undefined) report('', `${half} is half a character`);
    else if (isObject(document)) return document;
    else report('', 'must be a JSON object');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report('', `not JSON: ${reasonOf(error, text)}`);
  }
  return undefined;
}

/** What the parser says, with a line where it names a position; engines differ in how they say it. */
function reasonOf({ message }: SyntaxError, text: string): string {
  const [, reason = message, position] = /^(.*?)(?: in JSON)? at position (\d+)/s.exec(message) ?? [];
  if (position === undefined) return reason;
  const before = text.slice(0, Number(position)).split('\n');
  return `${reason} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** How many brackets are open at once at most, those inside strings aside. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') isInString = !isInString;
    else if (isInString) at += character === '\\' ? 1 : 0;
    else if ('[{'.includes(character)) most = Math.max(most, ++depth);
    else if (']}'.includes(character)) depth--;
  }
  return most;
}
