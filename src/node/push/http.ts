import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problem.js';
import { oneLine } from '../../report/harmless-text.js';

/** A request. */
export interface Delivery {
  method: 'GET' | 'PUT' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** Settings for requests to a server. */
export interface Connection {
  authentication: ReturnType<typeof authenticate> | undefined;
  retries: number; // additional attempts if the server fails
  timeout: number; // seconds to wait for an answer
  say(words: string): void;
}

/** Limit for the waiting time that a server requests. */
const longestWait = 600; // seconds

/** Limit for reading an answer. Counts are short, and error messages are cut. */
const longestAnswer = 1 << 16; // characters

/** Answer of a server. Without a response, `text` is the reason. */
interface Answer {
  response?: Response;
  text: string;
}

/**
 * Sends a request, and returns the text of the answer. Retries with increasing waiting times if the server is unreachable,
 * too slow, failing (5xx) or busy (429). Redirects are not followed, to protect data and passwords.
 */
export async function deliver(delivery: Delivery, connection: Connection): Promise<string> {
  const name = nameOf(delivery.url);
  for (let tries = 0; ; tries++) {
    const { response, text } = await ask(delivery, connection);
    if (response?.ok) return text;
    const words = response ? describeAnswer(response, text) : text;
    const isLasting = response && response.status < 500 && response.status !== 429;
    const wait = secondsUntil(response?.headers.get('retry-after')) ?? Math.min(30, 0.25 * 2 ** tries);
    if (isLasting || tries >= connection.retries) throw new UserError(`${name} ${words}`, 1);
    if (wait > longestWait) throw new UserError(`${name} ${words}. Try again in ${wait} seconds`, 1);
    connection.say(`${name} ${words}. Trying again in ${wait} s`);
    await pause(wait * 1000);
  }
}

/** Repeats a request with authentication if the server requires it. */
async function ask(delivery: Delivery, connection: Connection): Promise<Answer> {
  const first = await exchange(delivery, connection);
  const challenge = first.response?.status === 401 && first.response.headers.get('www-authenticate');
  return challenge && connection.authentication?.challenge(challenge) ? exchange(delivery, connection) : first;
}

async function exchange(
  { method, url, headers, body }: Delivery,
  { authentication, timeout }: Connection,
): Promise<Answer> {
  const who = authentication?.header(method, url);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(who !== undefined && { authorization: who }) },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout * 1000),
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > longestAnswer) break;
    }
    return { response, text };
  } catch (error) {
    return { text: faultOf(error as Error, url, timeout) };
  }
}

/** Parses `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3). */
function secondsUntil(header: string | null = null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

const passing =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT))$/;

/** Describes a temporary failure. Throws if it is permanent. */
function faultOf(error: Error, url: string, timeout: number): string {
  if (error.name === 'TimeoutError') return `did not answer within ${timeout} s`;
  const { code = '', message = '', reason } = (error.cause ?? error) as NodeJS.ErrnoException & { reason?: string };
  if (passing.test(code)) return `cannot be reached (${code})`;
  throw new UserError(`${nameOf(url)} cannot be reached: ${oneLine(reason ?? (message || error.message))}`, 1);
}

/** Returns a URL without its query, which contains the graph. */
export const nameOf = (url: string): string => url.replace(/[?#].*/s, '');

function describeAnswer({ status, headers }: Response, text: string): string {
  const location = headers.get('location');
  if (location !== null && status >= 300 && status < 400)
    return `redirects to another URL (${status}): ${oneLine(location).slice(0, 300)}`;
  const words = wordsOf(text);
  return `answered ${status}${words && `: ${words}`}`;
}

/** Returns the beginning of an answer, without HTML tags. */
export function wordsOf(text: string): string {
  const words = oneLine(text.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}

type Header = (method: string, url: string) => string;

/** Authenticates with the scheme that a server requires (RFC 7617 Basic, RFC 7616 Digest). */
export function authenticate(user: string, password: string) {
  let make: Header | undefined;
  return {
    /** Returns the header for a request, or undefined before the first challenge. */
    header: (method: string, url: string) => make?.(method, url),
    /** Reads a `WWW-Authenticate` header. Returns true if another attempt makes sense. */
    challenge(header: string): boolean {
      const challenges = readChallenges(header);
      const digest = challenges.find((one) => one.scheme === 'digest' && algorithmOf(one) !== undefined);
      const isStale = digest?.parameters['stale']?.toLowerCase() === 'true';
      if (make && !isStale) return false; // the server rejected the user
      if (digest) make = digestHeader(digest, user, password);
      else if (challenges.some(({ scheme }) => scheme === 'basic'))
        make = () => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      return make !== undefined;
    },
  };
}

interface Challenge {
  scheme: string;
  parameters: Record<string, string>;
}

/** Parses a header, which can contain several challenges: `Digest realm="a", nonce="b", Basic realm="a"`. */
function readChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  const parts = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([A-Za-z][\w-]*)/g;
  for (const [, name, quoted, token, scheme] of header.matchAll(parts)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: {} });
    const last = challenges.at(-1);
    if (last && name !== undefined)
      last.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
  }
  return challenges;
}

const algorithms: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** Returns the hash that a challenge requires, or undefined if it is not supported. */
const algorithmOf = ({ parameters: { algorithm = 'MD5', qop = 'auth' } }: Challenge): string | undefined =>
  /(^|[\s,])auth([\s,]|$)/.test(qop) ? algorithms[algorithm.toUpperCase()] : undefined;

function digestHeader(challenge: Challenge, user: string, password: string): Header {
  const { realm = '', nonce = '', opaque, qop, algorithm } = challenge.parameters;
  const hashName = algorithmOf(challenge) as string;
  const hash = (text: string): string => createHash(hashName).update(text).digest('hex');
  let count = 0;
  return (method, url) => {
    const { pathname, search } = new URL(url);
    const uri = pathname + search;
    const nc = (++count).toString(16).padStart(8, '0');
    const cnonce = randomBytes(8).toString('hex');
    const secret = hash(`${user}:${realm}:${password}`);
    const middle = qop === undefined ? nonce : `${nonce}:${nc}:${cnonce}:auth`;
    const response = hash(`${secret}:${middle}:${hash(`${method}:${uri}`)}`);
    const quoted = { username: user, realm, nonce, uri, response, ...(opaque !== undefined && { opaque }) };
    return `Digest ${[
      ...Object.entries(quoted).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`),
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(qop === undefined ? [] : ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`]),
    ].join(', ')}`;
  };
}
