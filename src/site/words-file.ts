import { wordsReceiver } from './client/parts/shared-words.js';
import { createView, type Site, wordsFolder } from './view.js';
import { names } from './vocabulary.js';

/** The interface texts of pages in all languages: from the first language of the site to another. */
export function* wordsFiles(site: Site): Generator<{ file: string; content: string }> {
  const [first = 'en', ...others] = site.languages;
  const from = textsOf(site, first);
  for (const language of others) {
    const to = textsOf(site, language);
    const pairs = [...from].flatMap(([key, text]) => {
      const other = to.get(key);
      return other === undefined || other === text ? [] : [[text, other]];
    });
    yield { file: `${wordsFolder}${language}.js`, content: `${wordsReceiver}(${JSON.stringify(pairs)});\n` };
  }
}

/** The texts and names that a page about a thing can contain, by their keys. */
function textsOf(site: Site, language: string): Map<string, string> {
  const view = createView(site, 'words', language, 'words', `${language}/words.html`);
  const texts = new Map<string, string>([['title', view.label(site.dataset).text]]);
  for (const [key, text] of Object.entries(view.words))
    if (typeof text === 'string' && text !== '') texts.set(key, text);
  texts.set('query', view.words.query.menu);
  texts.set('changes', view.words.changes.title);
  for (const [key, text] of Object.entries(view.words.frame)) texts.set(`frame.${key}`, text);
  const used = new Set<string>();
  for (const thing of site.graph.things) for (const property of site.graph.about(thing).keys()) used.add(property);
  for (const iri of [...used, ...site.kinds.map(({ type }) => type), names.type]) {
    texts.set(iri, view.term(iri).text);
    texts.set(`${iri} plural`, view.plural(iri).text);
  }
  return texts;
}
