import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  user: string;
  password: string;
}

/** Who we are, in the way that a server asks for it (RFC 7617 Basic, RFC 7616 Digest). */
export interface Authentication {
  /** The header for a request, or nothing before the server has asked. */
  header(method: string, url: string): string | undefined;
  /** Takes a `WWW-Authenticate`; says whether it makes another try worth while. */
  challenge(header: string): boolean;
}

type Header = (method: string, url: string) => string;

export function authenticate({ user, password }: Credentials): Authentication {
  let make: Header | undefined;
  return {
    header: (method, url) => make?.(method, url),
    challenge(header) {
      const challenges = readChallenges(header);
      const digest = challenges.find((one) => one.scheme === 'digest' && algorithmOf(one) !== undefined);
      const isStale = digest?.parameters['stale']?.toLowerCase() === 'true';
      if (make && !isStale) return false; // it knows who we are, and does not let us in
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

/** One header may hold several challenges: `Digest realm="a", nonce="b", Basic realm="a"`. */
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

/** The hash that a challenge asks for; undefined where we do not know it, or what it is to be made of. */
const algorithmOf = ({ parameters: { algorithm = 'MD5', qop = 'auth' } }: Challenge): string | undefined =>
  /(^|[\s,])auth([\s,]|$)/.test(qop) ? algorithms[algorithm.toUpperCase()] : undefined;

function digestHeader(challenge: Challenge, user: string, password: string): Header {
  const { realm = '', nonce = '', opaque, qop, algorithm } = challenge.parameters;
  const hash = (text: string): string =>
    createHash(algorithmOf(challenge) as string)
      .update(text)
      .digest('hex');
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
