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

/** The title of a saved query in the language of the page, otherwise in English. */
export function titleOf({ language }: View, { name, header }: QueryFile): Text {
  const own = header[`title-${language}`];
  return own === undefined ? { text: header['title'] ?? name, language: 'en' } : { text: own, language };
}

/** The text of a saved query without the headers that only this page uses: its group, and its titles in other languages. */
export const textToShow = ({ text }: QueryFile): string => text.replace(/^# (?:group|title-[a-z-]+): .*\n/gm, '');
