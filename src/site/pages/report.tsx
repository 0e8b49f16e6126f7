import type { JSX } from 'preact';
import { countBySeverity, type Problem, type Severity } from '../../problem.js';
import { placeInFile } from '../../report/place.js';
import { fill } from '../languages.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { WideTable } from '../layout/tables.js';
import type { View } from '../view.js';
import { EnglishNote, EnglishText } from './english-text.js';
import { SeverityMark } from './severity-mark.js';

/** More of one kind in one sheet are counted only: the page is for reading. */
const most = 100;

/** What the checks found in this release, sheet by sheet. Errors are not among it: they let nothing be published. */
export function ReportPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { problems } = site.checks;
  const counts = countBySeverity(problems);
  return (
    <Document view={view} title={words.reportTitle} description={words.reportText}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.reportTitle}</h1>
      <p class="prose">{words.reportText}</p>
      <EnglishNote view={view} />
      {problems.length === 0 ? <p class="answer">{words.nothingFound}</p> : null}
      <dl class="facts">
        {(Object.keys(counts) as Severity[]).map((severity) => (
          <div>
            <dt>
              <SeverityMark view={view} severity={severity} />
            </dt>
            <dd>{counts[severity]}</dd>
          </div>
        ))}
      </dl>
      {[...groupProblems(problems, ({ where }) => fileName(where.file))].map(([file, inFile], at) => (
        <section aria-labelledby={`sheet-${at + 1}`}>
          <h2 id={`sheet-${at + 1}`}>
            <FileLink view={view} file={file} />
          </h2>
          {[...groupProblems(inFile, ({ code }) => code)].map(([code, alike]) => (
            <Alike view={view} code={code} problems={alike} id={`sheet-${at + 1}-${code}`} />
          ))}
        </section>
      ))}
    </Document>
  );
}

function groupProblems(problems: readonly Problem[], keyOf: (problem: Problem) => string): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = keyOf(problem);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return groups;
}

/** Without the folders, which are those of whoever built it. */
const fileName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** The sheet as it was published, where it was. */
function FileLink({ view, file }: { view: View; file: string }): JSX.Element {
  const copy = view.site.files.find((one) => one.file === `data/${file}`);
  if (copy === undefined) return <bdi>{file}</bdi>;
  return (
    <a href={view.link(`../${copy.file}`)} dir="ltr">
      {file}
    </a>
  );
}

/** Problems of one kind: what they are and what to do once, then where. */
function Alike({
  view,
  code,
  problems,
  id,
}: {
  view: View;
  code: string;
  problems: Problem[];
  id: string;
}): JSX.Element {
  const { words, site } = view;
  const known = site.checks.codes.find(({ codes }) => Object.hasOwn(codes, code))?.codes[code];
  const [first] = problems;
  const severity = first?.severity ?? 'notice';
  const sharedFix = problems.every(({ fix }) => fix === first?.fix) ? first?.fix : undefined;
  return (
    <section class="part">
      <h3 id={id}>
        {known ? (
          <a href={`${view.pageLink('rules')}#${code}`}>
            <EnglishText view={view} text={known.title} />
          </a>
        ) : (
          <code dir="ltr">{code}</code>
        )}
      </h3>
      <p>
        <SeverityMark view={view} severity={severity} />{' '}
        {sharedFix === undefined ? null : <EnglishText view={view} text={sharedFix} />}
      </p>
      <WideTable labelledBy={id}>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.whatIsWrong}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, most).map(({ where, message, fix }) => (
              <tr>
                <th scope="row">
                  <bdi dir="ltr">{placeInFile(where) || (where.value ?? '–')}</bdi>
                </th>
                <td>
                  <EnglishText view={view} text={message} />
                  {fix === undefined || fix === sharedFix ? null : (
                    <p class="note">
                      <EnglishText view={view} text={fix} />
                    </p>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {problems.length > most ? <p class="more">{fill(words.more, { count: problems.length - most })}</p> : null}
    </section>
  );
}
