import type { Page } from '../publish/release-files.js';
import { graphFile } from './data-files.js';
import { plainText } from './layout/components.js';
import { createView, type Site } from './view.js';
import { names } from './vocabulary.js';

/** A guide to the site for language models and other programs (llmstxt.org), in the first language. */
export function languageModelsFile(site: Site): Page {
  const { graph, kinds, files, release, dataset, address } = site;
  const [language = 'en'] = site.languages;
  const file = 'llms.txt';
  const view = createView(site, file, language, file, file);
  const place = (to: string): string => (address === undefined ? view.link(to) : new URL(to, address).href);
  const item = (name: string, to: string, text = ''): string => `- [${name}](${place(to)})${text && `: ${text}`}`;
  const description = graph.text(dataset, names.description, language);
  const { words } = view;
  const whole = files.filter((one) => one.file.startsWith(`${release.name}.`));
  const example = kinds.flatMap(({ things }) => things.slice(0, 1)).map((thing) => graph.pathOf(thing))[0];
  const lines = [
    `# ${plainText(view.label(dataset))}`,
    description && `> ${plainText(description)}`,
    [
      `Version: ${release.version}`,
      `Licence: ${release.licence}`,
      `Languages: ${site.languages.join(', ')}. Every page is in the folder of its language: ${language}/index.html.`,
      !site.isLarge &&
        `Every item has a page and two data files with the same path: ${language}/${example}.html, ${example}.ttl, ${example}.jsonld.`,
    ]
      .filter(Boolean)
      .join('\n'),
    '## Lists',
    kinds
      .map(({ type, path, things }) => item(view.plural(type).text, `${language}/${path}.html`, `${things.length}`))
      .join('\n'),
    '## Data',
    [
      item(words.downloads, `${language}/downloads.html`),
      item(words.query.title, `${language}/query.html`, 'saved SPARQL queries'),
      item('The whole graph as N-Quads', graphFile, 'compressed with gzip'),
      ...whole.map((one) => item(one.file, `../${one.file}`, one.mediaType)),
    ].join('\n'),
    '## Optional',
    [
      item(words.ontologyTitle, `${language}/ontology.html`),
      item(words.rulesTitle, `${language}/rules.html`),
      item(words.statisticsTitle, `${language}/statistics.html`),
      item(words.aboutTitle, `${language}/about.html`),
    ].join('\n'),
  ];
  return { file, content: `${lines.filter(Boolean).join('\n\n')}\n` };
}
