import type { QueryFile } from '../../graph/query-file.js';
import { compareCodePoints, groupBy } from '../../text/order.js';
import type { Text } from '../graph-index.js';
import type { Site, View } from '../view.js';

/** The saved queries of a group; the headers `# group:` name the groups. */
export interface QueryGroup {
  name: string; // in the language of the page
  queries: QueryFile[];
}

/** The saved query that fills the editor. */
export const firstQuery = ({ examples, roles }: Site): QueryFile | undefined =>
  examples.find(({ name }) => name === roles.firstQuery) ?? examples[0];

/** The groups by key; the first one contains the first query. Queries without a group form the last one. */
export function queryGroups(view: View): QueryGroup[] {
  const { site, ownText, words } = view;
  const first = firstQuery(site)?.header['group'] ?? '';
  const placeOf = (key: string): string => (key === first ? '' : key || '\uffff');
  return [...groupBy(site.examples, ({ header }) => header['group'] ?? '')]
    .sort(([a], [b]) => compareCodePoints(placeOf(a), placeOf(b)))
    .map(([key, queries]) => ({ name: ownText(`queries.${key}`) ?? (key || words.query.otherQueries), queries }));
}

/** The title or the description of a saved query in the language of the page, otherwise in English. */
export function textOf({ language }: View, { header }: QueryFile, key: 'title' | 'description'): Text | undefined {
  const [own, english] = [header[`${key}-${language}`], header[key]];
  const text = own ?? english;
  return text === undefined
    ? undefined
    : { text: text.replaceAll('\n', ' '), language: own === undefined ? 'en' : language };
}

/** The text of a saved query without the headers that only this page uses: its group, and texts in other languages. */
export const textToShow = ({ text }: QueryFile): string =>
  text.replace(/^# (?:group|(?:title|description)-[a-z-]+): .*\n(?:# {3}.*\n)*/gm, '');
