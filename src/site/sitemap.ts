import { languages } from './languages.js';

/** Every page in every language (sitemaps.org 0.9); the paths hold nothing that XML would have to escape. */
export function sitemap(address: string, paths: string[]): string {
  const place = address.replaceAll('&', '&amp;');
  const entries = languages.flatMap((language) =>
    paths.map((path) => `<url><loc>${place}${language}/${path}.html</loc></url>\n`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`;
}
