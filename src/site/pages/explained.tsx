import type { JSX } from 'preact';
import type { Severity } from '../../problem.js';
import type { CodeText } from '../../report/report.js';
import type { View } from '../view.js';
import { EnglishText } from './english-text.js';
import { SeverityMark } from './severity-mark.js';

interface ExplainedProps {
  view: View;
  code: string;
  id: string | undefined; // its anchor
  text: CodeText;
  severity?: Severity | undefined;
}

/** A rule or code with its reason and remedy. */
export function Explained({ view, code, id, text, severity }: ExplainedProps): JSX.Element {
  const { words, site } = view;
  const found = site.checks.problems.filter((problem) => problem.code === code).length;
  const facts = [
    { word: words.reason, value: text.cause },
    { word: words.remedy, value: text.remedy },
  ].filter(({ value }) => value !== '');
  return (
    <section class="part term">
      <h3 {...(id === undefined ? {} : { id })}>
        <EnglishText view={view} text={text.title} />
      </h3>
      <p class="note">
        {severity === undefined ? null : <SeverityMark view={view} severity={severity} />} <code dir="ltr">{code}</code>
        {found === 0 ? null : (
          <>
            {' · '}
            <a href={view.pageLink('report')}>
              {words.foundNow}: {found}
            </a>
          </>
        )}
      </p>
      <dl class="facts">
        {facts.map(({ word, value }) => (
          <div>
            <dt>{word}</dt>
            <dd>
              <EnglishText view={view} text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
