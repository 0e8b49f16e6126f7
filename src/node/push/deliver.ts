import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problem.js';
import { oneLine } from '../../report/characters.js';
import type { Authentication } from './authentication.js';

export interface Delivery {
  method: 'GET' | 'PUT' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

export interface Connection {
  authentication: Authentication | undefined;
  retries: number; // tries more, when the server fails
  timeout: number; // seconds that an answer may take
  say(words: string): void;
}

/** Seconds that we wait at most because a server asks us to. */
const longestWait = 600;

/** Characters of an answer that are read: counts are short, and of faults the beginning says enough. */
const longestAnswer = 1 << 16;

interface Answer {
  status: number;
  text: string;
  retryAfter: number | undefined; // seconds
  challenge: string | undefined;
  location: string | undefined;
}

/**
 * Sends a request until the server takes it, and returns the answer's text. It is tried again, later each time, when the
 * server cannot be reached, breaks off, takes too long, fails (5xx) or is too busy (429); every other refusal ends it.
 * Redirects are not followed, so that neither data nor password go where nobody sent them.
 */
export async function deliver(delivery: Delivery, connection: Connection): Promise<string> {
  for (let tries = 0; ; tries++) {
    const answer = await ask(delivery, connection);
    if (typeof answer !== 'string' && answer.status >= 200 && answer.status < 300) return answer.text;
    const words = typeof answer === 'string' ? answer : whatItSaid(answer);
    const isLasting = typeof answer !== 'string' && answer.status < 500 && answer.status !== 429;
    const wait = (typeof answer === 'string' ? undefined : answer.retryAfter) ?? Math.min(30, 0.25 * 2 ** tries);
    if (isLasting || tries >= connection.retries) throw new UserError(`${nameOf(delivery.url)} ${words}`, 1);
    if (wait > longestWait) throw new UserError(`${nameOf(delivery.url)} ${words}: come again in ${wait} seconds`, 1);
    connection.say(`${nameOf(delivery.url)} ${words}; trying again in ${wait} s`);
    await pause(wait * 1000);
  }
}

/** An answer, or words for why there is none. A server that asks who we are is told, and asked again. */
async function ask(delivery: Delivery, connection: Connection): Promise<Answer | string> {
  const { authentication } = connection;
  const first = await exchange(delivery, connection);
  if (typeof first === 'string' || first.status !== 401 || first.challenge === undefined) return first;
  return authentication?.challenge(first.challenge) ? exchange(delivery, connection) : first;
}

async function exchange(
  { method, url, headers, body }: Delivery,
  { authentication, timeout }: Connection,
): Promise<Answer | string> {
  const who = authentication?.header(method, url);
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(who !== undefined && { authorization: who }) },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout * 1000),
    });
    return {
      status: response.status,
      text: await textOf(response),
      retryAfter: secondsUntil(response.headers.get('retry-after')),
      challenge: response.headers.get('www-authenticate') ?? undefined,
      location: response.headers.get('location') ?? undefined,
    };
  } catch (error) {
    return faultOf(error as Error, url, timeout);
  }
}

async function textOf(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) break;
  }
  return text;
}

/** What `Retry-After` gives: seconds, or a date (RFC 9110, section 10.2.3). */
function secondsUntil(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

const passing =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT))$/;

/** Words for a failure that may pass; what will not is thrown. */
function faultOf(error: Error, url: string, timeout: number): string {
  if (error.name === 'TimeoutError') return `did not answer within ${timeout} s`;
  const { code = '', message = '', reason } = (error.cause ?? error) as NodeJS.ErrnoException & { reason?: string };
  if (passing.test(code)) return `cannot be reached (${code})`;
  throw new UserError(`${nameOf(url)} cannot be reached: ${oneLine(reason ?? (message || error.message))}`, 1);
}

/** An address without its query, which holds the graph. */
export const nameOf = (url: string): string => url.replace(/[?#].*/s, '');

function whatItSaid({ status, text, location }: Answer): string {
  if (location !== undefined && status >= 300 && status < 400)
    return `sends us elsewhere (${status}): ${oneLine(location).slice(0, 300)}`;
  const words = wordsOf(text);
  return `answered ${status}${words && `: ${words}`}`;
}

/** The beginning of an answer, without what makes it a page of HTML. */
export function wordsOf(text: string): string {
  const words = oneLine(text.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
