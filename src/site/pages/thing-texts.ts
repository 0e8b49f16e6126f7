import { isArea } from '../areas/regions.js';
import type { Text } from '../graph-index.js';
import { plainText, tooltip } from '../layout/components.js';
import { otherLanguage } from '../layout/marks.js';
import { kindOf, type View } from '../view.js';
import { fill } from '../words.js';
import { seriesYears } from './datasets.js';

/** The title and the description of the page of a resource, for tabs and search engines. */

/** The letters of a title that search engines show. */
const mostLetters = 60;

/**
 * The code and the official name; the short name if the name is long. If the name is in another language, the title begins
 * with the kind in the language of the page: "目标 10：Eradicate trafficking". Areas have no code in their titles.
 */
export function titleOf(view: View): string {
  const { graph, thing, site } = view;
  const full = view.officialName(thing);
  const short = view.shortOf(thing);
  const isLong = [...full.text].length > mostLetters;
  const name = plainText(isLong && short?.language === full.language ? short : full);
  const [code] = isArea(site, thing) ? [] : telling(graph.codes(thing));
  const kind = isOwn(view, full) ? undefined : kindName(view);
  const head = [kind, code].filter(Boolean).join(' ');
  return head === '' ? name : `${head}${kind === undefined ? ' ' : view.words.colon}${name}`;
}

/** The first of the texts in the language of the page, or else a summary with kind, codes, connections or years, and name. */
export function descriptionOf(view: View, texts: readonly Text[], summary: string): string {
  const own = texts.find((text) => isOwn(view, text));
  if (own) return plainText(own);
  const { graph, thing } = view;
  const head = [kindName(view), telling(graph.codes(thing)).join(', ')].filter(Boolean).join(' ');
  const full = view.officialName(thing);
  // If the name is in another language, the summary says more.
  const name = isOwn(view, full) || summary === '' ? tooltip(view, full) : '';
  const sentences = [head, summary === '' ? seriesYears(view) : undefined].filter(Boolean) as string[];
  const start = sentences.map((text) => fill(view.words.sentence, { text })).join('');
  return (start + [summary, name].filter(Boolean).join(' ')).trim();
}

/** The codes that are not words. */
const telling = (codes: readonly string[]): string[] => codes.filter((code) => /\d|^.$/u.test(code));

const isOwn = (view: View, { language }: Text): boolean => otherLanguage(view, language) === undefined;

function kindName(view: View): string | undefined {
  const kind = kindOf(view.graph, view.thing);
  return kind && plainText(view.term(kind));
}
