import { directionOf } from '../../text/languages.js';
import { wordsReceiver } from './parts/shared-words.js';

/**
 * Shows a page in the language of its address ("?lang=fr"). Such a page contains the names of things in all languages.
 * The texts around them come from a file of the language; a page from a disk can load it as a script only.
 */
const root = document.documentElement;
const first = root.lang;
const switches = [...document.querySelectorAll<HTMLAnchorElement>('.languages a[hreflang]')];
const asked = new URLSearchParams(location.search).get('lang') ?? first;
const language = switches.some(({ hreflang }) => hreflang === asked) ? asked : first;

for (const one of document.querySelectorAll<HTMLElement>('[aria-labelledby=languages] dt'))
  if (one.lang === language && one.parentElement) one.parentElement.hidden = true;

if (language !== first) {
  root.lang = language;
  root.dir = directionOf(language);
  for (const one of switches) {
    if (one.hreflang === language) one.setAttribute('aria-current', 'true');
    else one.removeAttribute('aria-current');
  }
  for (const names of document.querySelectorAll('.names')) showName([...names.children] as HTMLElement[]);
  const heading = [...document.querySelectorAll('h1 bdi:not([hidden])')]
    .map(({ textContent }) => textContent)
    .join(' ');
  const [, ...siteName] = document.title.split(' · ');
  document.title = [heading, ...siteName.slice(-1)].join(' · ');
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) link.setAttribute('href', linkIn(link));
  const form = document.querySelector<HTMLFormElement>('form.search');
  if (form) form.dataset['index'] = inFolder(form.dataset['index'] ?? '');
  Object.assign(globalThis, { [wordsReceiver]: translate });
  const script = document.createElement('script');
  script.src = `${root.dataset['words']}${language}.js`;
  document.head.append(script);
}

/** Shows the name in the language, or the first one. */
function showName(names: HTMLElement[]): void {
  const shown = names.find(({ lang }) => lang === language) ?? names[0];
  for (const one of names) one.hidden = one !== shown;
}

/** A path in the folder of the first language → the same in the folder of this language. */
function inFolder(path: string): string {
  return path.replace(/^((?:\.\.\/)+)([^/]+)\//, (all, up, folder) => (folder === first ? `${up}${language}/` : all));
}

/** A link to the page in the same language. */
function linkIn(link: HTMLAnchorElement): string {
  const href = link.getAttribute('href') ?? '';
  if (/^(?:[a-z][a-z0-9+.-]*:|#|\?)/i.test(href)) return href;
  const isShared = !/^(?:\.\.\/)+(?:assets|data)\//.test(href) && inFolder(href) === href && href.endsWith('.html');
  return isShared ? `${href}?lang=${language}` : inFolder(href);
}

/** Replaces all texts and labels around the names of things. */
function translate(pairs: [from: string, to: string][]): void {
  const exact = new Map(pairs);
  const patterns = pairs
    .filter(([from]) => from.includes('{'))
    .map(([from, to]) => ({
      from: new RegExp(`^${from.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '(.+)')}$`),
      to,
    }));
  const inLanguage = (text: string): string | undefined => {
    const bare = text.trim().replace(/:$/, '');
    const whole = exact.get(bare);
    if (whole !== undefined) return text.replace(bare, () => whole);
    for (const { from, to } of patterns) {
      const [, ...values] = from.exec(bare) ?? [];
      if (values.length > 0) return to.replace(/\{\w+\}/g, () => values.shift() ?? '');
    }
    return undefined;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const isData = node.parentElement?.closest('.names, .languages, dd > bdi, code') != null;
    const text = isData ? undefined : inLanguage(node.textContent ?? '');
    if (text !== undefined) node.textContent = text;
  }
  for (const name of ['aria-label', 'placeholder', 'data-failed'])
    for (const one of document.querySelectorAll(`[${name}]`)) {
      const text = inLanguage(one.getAttribute(name) ?? '');
      if (text !== undefined) one.setAttribute(name, text);
    }
}
