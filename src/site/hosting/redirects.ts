import type { Rules } from './rules.js';

/**
 * Rules for hosts that read a file `_redirects` (Netlify, Cloudflare Pages and others): from, to, status. Lines with a
 * language are Netlify's own, and others pass over them.
 */
export function redirects({ places: { folders, others }, languages, vocabularies }: Rules): string {
  const single = others.filter(({ path }) => !folders.some(({ name }) => path.startsWith(`${name}/`)));
  const pages = [
    { from: '/', to: 'index', status: 302 },
    ...single.map(({ path }) => ({ from: `/${path}`, to: path, status: 303 })),
    ...vocabularies.map(({ path, page }) => ({ from: `/${path}`, to: page, status: 303 })),
    ...folders.map(({ name }) => ({ from: `/${name}/:thing`, to: `${name}/:thing`, status: 303 })),
  ];
  const [first, ...rest] = languages;
  const lines = pages.flatMap(({ from, to, status }) => [
    ...rest.map((language) => `${from} /site/${language}/${to}.html ${status} Language=${language}`),
    `${from} /site/${first}/${to}.html ${status}`,
  ]);
  return `# Into the root of the host. It leads from things to their pages, and cannot do more: these hosts do not look at what a
# client accepts, so that data is had by the links of the pages (/site/objective/1.ttl); and they have no 410, so that
# the pages alone say what is no longer in use.
${lines.join('\n')}
`;
}
