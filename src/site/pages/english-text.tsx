import type { JSX } from 'preact';
import { turned } from '../layout/links.js';
import type { View } from '../view.js';

/** A text of the program or its rules, which are written in English alone: pages that hold many say so once, on top. */
export function EnglishText({ view, text }: { view: View; text: string }): JSX.Element {
  return <bdi {...turned('en', view.language)}>{text.replace(/\s+/g, ' ')}</bdi>;
}

export function EnglishNote({ view }: { view: View }): JSX.Element | null {
  return view.language === 'en' ? null : <p class="prose note">{view.words.textsInEnglish}</p>;
}
