import { renderToString } from 'preact-render-to-string';
import { perSite, type View } from '../view.js';
import { nameLink } from './components.js';

const known = perSite(() => new Map<string, string>());

/** The linked name of a resource in HTML, for long tables: the pages of a folder share it. */
export function nameLinkHtml(view: View, iri: string): string {
  const { link, language, isShared } = view;
  const key = `${link('')} ${isShared ? '' : language} ${iri}`;
  const found = known(view.site).get(key) ?? renderToString(nameLink(view, iri));
  known(view.site).set(key, found);
  return found;
}
