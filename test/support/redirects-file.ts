/** A file `_redirects` as its hosts say that they read it: a rule a line, the first that fits is taken. */
export interface Redirect {
  status: number;
  location: string;
}

export type Dialect = 'netlify' | 'cloudflare';

/**
 * What a host does with a path. Both know `:name` for one step of a path and `*` at the end for the rest of it. Netlify
 * lets a file that is there go before a rule, and knows conditions behind the status; Cloudflare Pages follows a rule in
 * any case, and passes over lines that have more than three words, or a status that is no redirection.
 */
export function follow(
  rules: string,
  dialect: Dialect,
  path: string,
  language: string,
  isFile: (path: string) => boolean,
): Redirect | undefined {
  if (dialect === 'netlify' && isFile(path)) return undefined;
  for (const line of rules.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [from = '', to = '', code = dialect === 'netlify' ? '301' : '302', ...conditions] = words;
    const status = Number.parseInt(code, 10);
    const isPassedOver = conditions.length > 0 || ![301, 302, 303, 307, 308].includes(status);
    if (dialect === 'cloudflare' && isPassedOver) continue;
    if (!conditions.every((one) => isMet(one, language))) continue;
    const found = match(from, path);
    if (found) return { status, location: fill(to, found) };
  }
  return undefined;
}

function isMet(condition: string, language: string): boolean {
  const [name, values = ''] = condition.split('=');
  if (name !== 'Language') throw new Error(`${condition} is no condition that is known here`);
  return values.split(',').includes(language);
}

/** What stands in the places of the names; undefined when the path does not fit. */
function match(from: string, path: string): Record<string, string> | undefined {
  const steps = from.split('/');
  const asked = path.split('/');
  const found: Record<string, string> = {};
  for (const [i, step] of steps.entries()) {
    if (step === '*') return { ...found, splat: asked.slice(i).join('/') };
    const own = asked[i];
    if (own === undefined || (step.startsWith(':') ? own === '' : own !== step)) return undefined;
    if (step.startsWith(':')) found[step.slice(1)] = own;
  }
  return asked.length === steps.length ? found : undefined;
}

const fill = (to: string, found: Record<string, string>): string =>
  to.replace(/:([a-z]\w*)/gi, (all, name: string) => found[name] ?? all);
