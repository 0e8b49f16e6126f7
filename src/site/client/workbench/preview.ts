import { fill } from '../../fill.js';
import { make } from '../parts/dom.js';
import type { Bench } from './bench.js';

/** The place where the workbench shows pages as they would be. */
export interface Preview {
  place: HTMLElement;
  /** Shows the page of the link that was clicked. */
  follow(event: MouseEvent): void;
  /** Shows the same page after a change. */
  refresh(): Promise<void>;
  close(): void;
}

interface PageOfSite {
  language: string;
  path: string;
}

/**
 * Shows pages in a frame. The frame runs no scripts and keeps the policy of this page, so its files come from the site
 * only. Its links show other pages of the draft.
 */
export function createPreview(bench: Bench): Preview {
  const words = bench.words.workbenchChange;
  const title = make('h3', { tabindex: '-1' });
  const close = make('button', { type: 'button', class: 'button' }, words.close);
  const bar = make('div', { class: 'bench-preview-bar' }, title, close);
  const frame = make('iframe', { sandbox: 'allow-same-origin' });
  const place = make('div', { class: 'bench-preview' }, bar, frame);
  place.hidden = true;
  let shown: PageOfSite | undefined;

  const show = async (page: PageOfSite, isNew: boolean): Promise<void> => {
    let html: string | undefined;
    try {
      html = await bench.ask<string | undefined>({ order: 'page', ...page });
    } catch {
      return; // cancelled
    }
    shown = page;
    place.hidden = false;
    const name = html === undefined ? words.missing : titleOf(html);
    title.textContent = fill(words.preview, { title: name });
    frame.title = title.textContent;
    frame.srcdoc = forFrame(html ?? '');
    if (isNew) title.focus();
  };
  const follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a');
    const href = link?.getAttribute('href');
    if (!link || href == null || event.button !== 0) return;
    if (link.ownerDocument === document && href.startsWith('#')) return;
    event.preventDefault();
    const page = pageOf(new URL(href, location.href), bench);
    if (href.startsWith('#'))
      frame.contentDocument?.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
    else if (page) void show(page, true);
    else window.open(new URL(href, location.href), '_blank', 'noopener');
  };
  frame.addEventListener('load', () => frame.contentDocument?.addEventListener('click', follow));
  close.addEventListener('click', () => {
    place.hidden = true;
    shown = undefined;
  });
  return {
    place,
    follow,
    refresh: async () => {
      if (shown) await show(shown, false);
    },
    close: () => close.click(),
  };
}

/** The page of the site at an address; undefined for other addresses. */
function pageOf({ href, pathname }: URL, { site, language }: Bench): PageOfSite | undefined {
  const [, folder, path] =
    /^([^/]+)\/(.+)\.html$/.exec(href.startsWith(site) ? pathname.slice(new URL(site).pathname.length) : '') ?? [];
  if (folder === undefined || path === undefined) return undefined;
  const isLanguage = document.querySelector(`.languages a[hreflang="${CSS.escape(folder)}"]`) !== null;
  return { language: isLanguage ? folder : language, path };
}

const titleOf = (html: string): string =>
  new DOMParser().parseFromString(/<title>.*?<\/title>/s.exec(html)?.[0] ?? '', 'text/html').title.split(' · ')[0] ??
  '';

/** Parts of a page that a frame does not need: Firefox applies an own policy to another address, and loads the next page. */
const unneeded = /<script\b.*?<\/script>|<meta http-equiv[^>]*>|<link rel="next"[^>]*>/gs;

/** The page without scripts, in the theme that the reader has chosen, which a script sets on other pages. */
function forFrame(html: string): string {
  const theme = document.documentElement.dataset['theme'];
  const page = html.replace(unneeded, '');
  return theme === undefined ? page : page.replace('<html ', `<html data-theme="${theme}" `);
}
