import type { ComponentChildren } from 'preact';
import { groupBy } from '../../text/order.js';
import { counted, list, literal, pageNumbers, plainText, thingList, toPage } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { otherLanguage } from '../layout/marks.js';
import { inPages, mostEntries, numberedPath } from '../long-lists.js';
import { type Kind, perSite, type Site, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill, formatNumber } from '../words.js';

/** The pages of a list by name, below the path of the list. */
export const byNamePath = ({ path }: Kind, page: number): string => numberedPath(`${path}/letters`, page);

/** The number of pages of the list of a kind; a list of several pages also exists by name. */
export const pagesOfKind = (site: Site, { things }: Kind): number =>
  things.length > mostEntries ? inPages(site, things).length : 1;

/** All resources of a kind, or a page of them, sorted by code, with the definition of the kind from the ontology. */
export function kindList(view: View, page = 1) {
  const kind = kindOf(view);
  const { path, things } = kind;
  const pages = pagesOfKind(view.site, kind);
  if (pages === 1) return kindPage(view, '', thingList(view, view.graph.sortedIn(things, view.language)));
  const numbers = pageNumbers(view, page, pages, (one) => numberedPath(path, one));
  const hasCodes = things.some((one) => view.graph.codes(one).length > 0);
  const shown = inPages(view.site, hasCodes ? things : namesOf(view, kind).sorted)[page - 1] ?? [];
  const content = [letters(view, kind), numbers, thingList(view, shown), numbers];
  return kindPage(view, pageOf(view, page, pages), content);
}

/** A page of the resources of a kind, sorted by name, with a heading for each first letter. */
export function kindByName(view: View, page: number) {
  const kind = kindOf(view);
  const pages = pagesOfKind(view.site, kind);
  const numbers = pageNumbers(view, page, pages, (one) => byNamePath(kind, one));
  const { sorted, letterOf } = namesOf(view, kind);
  const shown = inPages(view.site, sorted)[page - 1] ?? [];
  const groups = groupBy(shown, letterOf);
  const parts = [...groups].map(([letter, things]) => [
    <h2 id={anchorOf(letter)}>{letter}</h2>,
    thingList(view, things),
  ]);
  const content = [letters(view, kind), numbers, parts, numbers];
  return kindPage(view, pageOf(view, page, pages), content);
}

const kindOf = ({ site, thing }: View): Kind =>
  site.kinds.find(({ type }) => type === thing) ?? { type: thing, path: '', things: [] };

const pageOf = ({ words }: View, page: number, pages: number): string =>
  ` (${fill(words.pageOf, { page, pages }, words.language)})`;

function kindPage(view: View, numbers: string, content: ComponentChildren) {
  const { type, things } = kindOf(view);
  const title = view.plural(type);
  const definition = view.site.vocabulary.text(type, names.definition, view.language);
  const isOwn = definition !== undefined && otherLanguage(view, definition.language) === undefined;
  return textPage(
    view,
    {
      title: `${plainText(title)}${numbers}`,
      heading: counted(view, literal(view, title), things.length),
      description: isOwn ? plainText(definition) : beginning(view, things),
      text: definition && literal(view, definition),
    },
    content,
  );
}

/** "Tiers: 3. Tier I · Tier II · Tier III" with the first names in the language of the page. */
function beginning(view: View, things: readonly string[]): string {
  const count = `${plainText(view.plural(view.thing))}${view.words.colon}${formatNumber(things.length, view.language)}`;
  const own = things
    .slice(0, 10)
    .map(view.label)
    .filter(({ language }) => otherLanguage(view, language) === undefined);
  return `${fill(view.words.sentence, { text: count })}${own.map(plainText).join(' · ')}`.trimEnd();
}

/** Links to the list by code and to each first letter of the list by name. */
function letters(view: View, kind: Kind) {
  const { first } = namesOf(view, kind);
  const { site, words } = view;
  const codes = [kind.things[0], kind.things.at(-1)].map((one) => site.graph.codes(one ?? '')[0]);
  const range = codes.includes(undefined)
    ? `1–${formatNumber(kind.things.length, view.words.language)}`
    : codes.join('–');
  return (
    <nav class="pages" aria-label={words.letters}>
      {list('', [undefined, ...first], (one) =>
        one === undefined ? (
          toPage(view, kind.path, <bdi>{range}</bdi>)
        ) : (
          <a href={`${view.pageLink(byNamePath(kind, one[1]))}#${anchorOf(one[0])}`}>{one[0]}</a>
        ),
      )}
    </nav>
  );
}

/** The id of the heading of a letter. */
const anchorOf = (letter: string): string =>
  `letter-${[...letter].map((one) => one.codePointAt(0)?.toString(16)).join('-')}`;

const knownNames = perSite(() => new Map<string, ReturnType<typeof sortNames>>());

/** The resources of a kind by name, and the first letter of each name. */
function namesOf(view: View, kind: Kind): ReturnType<typeof sortNames> {
  const known = knownNames(view.site);
  const key = `${view.language} ${kind.type}`;
  const found = known.get(key) ?? sortNames(view, kind);
  known.set(key, found);
  return found;
}

/** Names that begin with neither a letter nor a digit, and Chinese names: their characters are too many for a list. */
const others = '#';

function sortNames({ site, graph, language }: View, { things }: Kind) {
  const collator = new Intl.Collator(language, { numeric: true });
  const base = new Intl.Collator(language, { sensitivity: 'base' });
  const named = things.map((thing) => ({ thing, name: graph.label(thing, language)?.text ?? thing }));
  const inOrder = named.sort((a, b) => collator.compare(a.name, b.name)).map(({ thing }) => thing);
  const known = new Map<string, string>();
  const letters = new Map<string, string>();
  let last = '';
  for (const { thing, name } of named) {
    const [, character = ''] = /^[^\p{L}\p{N}]*(\P{M}\p{M}*)?/u.exec(name.normalize('NFC')) ?? [];
    const letter = known.get(character) ?? firstLetter(character, language, base);
    known.set(character, letter);
    // In French, "É" is in the group of "E". In other languages it is another letter.
    last = last !== '' && base.compare(letter, last) === 0 ? last : letter;
    letters.set(thing, last);
  }
  const letterOf = (thing: string): string => letters.get(thing) ?? others;
  const first = new Map<string, number>(); // the page by letter
  for (const [at, page] of inPages(site, inOrder).entries())
    for (const thing of page) if (!first.has(letterOf(thing))) first.set(letterOf(thing), at + 1);
  return { sorted: inOrder, letterOf, first };
}

function firstLetter(character: string, language: string, base: Intl.Collator): string {
  if (/^\p{N}/u.test(character)) return '0–9';
  if (character === '' || /^\p{Script=Han}/u.test(character)) return others;
  const capital = character.toLocaleUpperCase(language);
  const plain = capital.normalize('NFD').replace(/\p{M}/gu, '');
  return base.compare(plain, capital) === 0 ? plain : capital;
}
