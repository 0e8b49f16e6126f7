/** The result of a rule in a file `_redirects`. */
export interface Redirect {
  status: number;
  location: string;
}

export type Dialect = 'netlify' | 'cloudflare';

/**
 * Follows the first matching rule, according to the documentation of the hosts. `:name` matches one segment of a path,
 * and `*` at the end matches the rest. On Netlify, files take precedence over rules, and conditions can follow the
 * status. Cloudflare Pages ignores files, lines with more than 3 words, and statuses that are not redirects.
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
    const isIgnored = conditions.length > 0 || ![301, 302, 303, 307, 308].includes(status);
    if (dialect === 'cloudflare' && isIgnored) continue;
    if (!conditions.every((one) => isMet(one, language))) continue;
    const found = match(from, path);
    if (found) return { status, location: fill(to, found) };
  }
  return undefined;
}

function isMet(condition: string, language: string): boolean {
  const [name, values = ''] = condition.split('=');
  if (name !== 'Language') throw new Error(`Unknown condition "${condition}"`);
  return values.split(',').includes(language);
}

/** The matched segments by name; undefined if the path does not match. */
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
