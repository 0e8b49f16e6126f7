import { renderToString } from 'preact-render-to-string';
import { changeSections } from '../site/pages/changes.js';
import { createView } from '../site/view.js';
import type { Differences } from '../site/workbench/messages.js';
import { draftOf } from './draft.js';
import { pageFile } from './page.js';
import type { Handler } from './state.js';

/** Describes the changes since the published sheets, as the page of changes of a release does. */
export const differences: Handler<'differences'> = async (state, { language }, onStep): Promise<Differences> => {
  const site = await draftOf(state, onStep);
  const { changes } = site;
  if (changes === undefined) throw new Error('the draft was not compared');
  const view = createView(site, 'changes', language, 'changes', pageFile(language));
  const sections = <>{changeSections(view, changes)}</>;
  return { html: renderToString(sections), isUnchanged: changes.unchanged };
};
