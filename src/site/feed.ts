import type { Page } from '../publish/release-files.js';
import { plainText } from './layout/components.js';
import { inMarkup } from './markup.js';
import { dateOf } from './sitemap.js';
import { createView, type Site } from './view.js';
import { names } from './vocabulary.js';
import { fill } from './words.js';

/** The path of the feed of a language. */
export const feedFile = (language: string): string => `${language}/feed.xml`;

/** The feeds of releases in each language (Atom, RFC 4287). A feed contains this release: older ones are other sites. */
export function* feeds(site: Site): Generator<Page> {
  for (const language of site.languages) yield { file: feedFile(language), content: feed(site, language) };
}

function feed(site: Site, language: string): string {
  const view = createView(site, 'feed', language, 'feed', feedFile(language));
  const { graph, release, changes, dataset, address = '' } = site;
  const { words } = view;
  const updated = `${dateOf(site)}T00:00:00Z`;
  const publisher = graph.value(dataset, names.publisher);
  const author = (publisher && (graph.value(publisher, names.agentName) ?? publisher)) ?? release.name;
  const title = plainText(view.label(dataset));
  const description = graph.text(dataset, names.description, language);
  const counts = changes === undefined ? [] : Object.entries(changes.counts).filter(([, count]) => count > 0);
  const kinds: Readonly<Record<string, string>> = words.changes.kinds;
  const news = counts.map(([kind, count]) =>
    fill(words.feed.count, { name: kinds[kind] ?? kind, count }, words.language),
  );
  const summary = news.length > 0 ? news.join('\n') : description && plainText(description);
  const place = (file: string): string => (address === '' ? view.link(file) : address + file);
  const page = place(`${language}/${changes === undefined ? 'index' : 'changes'}.html`);
  const lines = [
    `<title>${inMarkup(`${title}${words.colon}${words.feed.title}`)}</title>`,
    `<id>${inMarkup(`${dataset}#feed-${language}`)}</id>`,
    `<updated>${updated}</updated>`,
    `<author><name>${inMarkup(author)}</name></author>`,
    `<rights>${inMarkup(release.licence)}</rights>`,
    address !== '' && `<link rel="self" type="application/atom+xml" href="${inMarkup(place(feedFile(language)))}"/>`,
    `<link rel="alternate" type="text/html" href="${inMarkup(place(`${language}/index.html`))}"/>`,
    '<entry>',
    `<title>${inMarkup(fill(words.feed.version, { version: release.version }))}</title>`,
    `<id>${inMarkup(`${dataset}#version-${release.version}`)}</id>`,
    `<updated>${updated}</updated>`,
    `<link rel="alternate" type="text/html" href="${inMarkup(page)}"/>`,
    `<summary>${inMarkup(summary || title)}</summary>`,
    '</entry>',
  ].filter(Boolean);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">\n${lines.join('\n')}\n</feed>\n`;
}
