import type { Page } from '../publish/release-files.js';
import { graphFile } from './data-files.js';
import { plainText } from './layout/components.js';
import { createView, type Site } from './view.js';
import { names } from './vocabulary.js';
import { fill } from './words.js';

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
      `${words.version}: ${release.version}`,
      `${words.licence}: ${release.licence}`,
      `${words.languages}: ${site.languages.join(', ')}. ${fill(words.guide.pages, { example: `${language}/index.html` })}`,
      !site.isLarge &&
        fill(words.guide.files, { examples: `${language}/${example}.html, ${example}.ttl, ${example}.jsonld` }),
    ]
      .filter(Boolean)
      .join('\n'),
    `## ${words.allLists}`,
    kinds
      .map(({ type, path, things }) => item(view.plural(type).text, `${language}/${path}.html`, `${things.length}`))
      .join('\n'),
    `## ${words.downloads}`,
    [
      item(words.downloads, `${language}/downloads.html`),
      item(words.query.title, `${language}/query.html`, words.query.saved),
      item(words.dumps, graphFile, 'N-Quads, gzip'),
      ...whole.map((one) => item(one.file, `../${one.file}`, one.mediaType)),
    ].join('\n'),
    '## Optional', // a keyword of the format
    [
      item(words.ontologyTitle, `${language}/ontology.html`),
      item(words.rulesTitle, `${language}/rules.html`),
      item(words.statisticsTitle, `${language}/statistics.html`),
      item(words.aboutTitle, `${language}/about.html`),
    ].join('\n'),
  ];
  return { file, content: `${lines.filter(Boolean).join('\n\n')}\n` };
}
