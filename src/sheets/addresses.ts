import { clip, type Place, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import data from './suspicious-addresses.json' with { type: 'json' };

/** Addresses as people write them: several in one cell, an e-mail address in words, or one that leads nowhere. */

/** The start of a URL, but not inside another URL, such as `?url=https://…`. Two URLs can follow each other directly. */
const start = /(?<![\w/=:%.#?&+-])(?:https?:\/\/|ftp:\/\/|mailto:|www\.)|(?<=\w)https?:\/\//gi;

const afterAddress = /(?<![\s;,|()<>"'،؛；，、。])[\s;,|()<>"'،؛；，、。]+$/;

/** Returns the URLs of a cell if it contains several: "https://example.org ; https://example.com". */
export function severalAddresses(text: string): string[] | undefined {
  const starts = Array.from(text.matchAll(start), ({ index }) => index);
  if (starts.length < 2) return undefined;
  return starts.map((from, i) => text.slice(from, starts[i + 1]).replace(afterAddress, ''));
}

const mail = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;

/** Returns the only e-mail address of a text: "Ana <ana@example.org>", or "ana at example dot org" in words. */
export function mailAddress(text: string): string | undefined {
  const plain = text
    .replace(/\s*[[({]\s*at\s*[\])}]\s*|\s+at\s+/i, '@')
    .replace(/\s*[[({]\s*dot\s*[\])}]\s*|\s+dot\s+/gi, '.');
  const found = plain.match(new RegExp(mail, 'g')) ?? [];
  return found.length === 1 && !/:\/\//.test(text) ? found[0] : undefined;
}

/** A flaw of a valid URL, and what replaces it. */
interface Flaw {
  what: string;
  find: string;
  by?: string; // undefined if the right URL cannot be known
  fix?: string;
  isRedirect?: boolean; // a parameter can contain the right URL
  severity?: 'warning';
}

const flaws = (data as Flaw[]).map((flaw) => ({ ...flaw, find: new RegExp(flaw.find, 'giu') }));

/** Most URLs have no flaw: one search finds that. */
const anyFlaw = new RegExp((data as Flaw[]).map(({ find }) => `(?:${find})`).join('|'), 'iu');

const target = /[?&](?:q|u|url|target|to)=(https?(?::|%3A)[^&#]+)/i;

/** Reports a URL or mail address that has a valid form, but that readers cannot use. */
export function suspiciousAddress(text: string, where: () => Place): Problem | undefined {
  if (!/^(?:https?|mailto):/i.test(text) || !anyFlaw.test(text)) return undefined;
  let better: string | undefined = text;
  let first: Flaw | undefined;
  for (const { find, ...flaw } of flaws) {
    find.lastIndex = 0;
    if (better === undefined || !find.test(better)) continue;
    first ??= { ...flaw, find: '' };
    const inner: string | undefined = flaw.isRedirect ? target.exec(better)?.[1] : undefined;
    better = flaw.by === undefined ? inner && decoded(inner) : better.replace(find, flaw.by);
  }
  if (!first) return undefined;
  const problem = problemOf(texts.suspiciousAddress, where(), { value: clip(text), what: first.what });
  const { severity = problem.severity, fix = problem.fix } = first;
  const fault = { ...problem, severity, ...(fix !== undefined && { fix }) };
  return better === undefined || better === text
    ? fault
    : { ...fault, fix: `Write ${clip(better)}`, suggestion: better };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
