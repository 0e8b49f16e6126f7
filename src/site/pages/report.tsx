import type { JSX } from 'preact';
import { countBySeverity, type Problem, type Severity } from '../../problem.js';
import { placeInFile } from '../../report/report.js';
import { addTo } from '../graph-index.js';
import { englishText, factList, fileLink, more, Section, Table } from '../layout/components.js';
import { TextPage } from '../layout/document.js';
import type { View } from '../view.js';
import { severityMark } from './rules.js';

/** More of one kind in one sheet are counted only: the page is for reading. */
const most = 100;

/** What the checks found in this release, sheet by sheet. Errors are not among it: they let nothing be published. */
export function ReportPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { problems } = site.checks;
  const counts = countBySeverity(problems);
  return (
    <TextPage view={view} title={words.reportTitle} text={words.reportText} note={words.textsInEnglish}>
      {problems.length === 0 && <p class="answer">{words.nothingFound}</p>}
      {factList(
        (Object.keys(counts) as Severity[]).map((severity) => ({
          term: severityMark(view, severity),
          values: [counts[severity]],
        })),
      )}
      {groupProblems(problems, ({ where }) => fileName(where.file)).map(([file, inFile], at) => (
        <Section id={`sheet-${at + 1}`} title={sheetLink(view, file)}>
          {groupProblems(inFile, ({ code }) => code).map(([code, alike]) =>
            sameProblems(view, code, alike, `sheet-${at + 1}-${code}`),
          )}
        </Section>
      ))}
    </TextPage>
  );
}

function groupProblems(problems: readonly Problem[], keyOf: (problem: Problem) => string): [string, Problem[]][] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) addTo(groups, keyOf(problem), problem);
  return [...groups];
}

/** Without the folders, which are those of whoever built it. */
const fileName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** The sheet as it was published, where it was. */
function sheetLink(view: View, file: string): JSX.Element {
  const isPublished = view.site.files.some((one) => one.file === `data/${file}`);
  return isPublished ? fileLink(view, `data/${file}`, file) : <bdi>{file}</bdi>;
}

/** Problems of one kind: what they are and what to do once, then where. */
function sameProblems(view: View, code: string, problems: Problem[], id: string): JSX.Element {
  const { words, site } = view;
  const known = site.checks.codes.find(({ codes }) => Object.hasOwn(codes, code))?.codes[code];
  const [first] = problems;
  const sharedFix = problems.every(({ fix }) => fix === first?.fix) ? first?.fix : undefined;
  return (
    <section class="part">
      <h3 id={id}>
        {known ? (
          <a href={`${view.pageLink('rules')}#${code}`}>{englishText(view, known.title)}</a>
        ) : (
          <code dir="ltr">{code}</code>
        )}
      </h3>
      <p>
        {severityMark(view, first?.severity ?? 'notice')} {sharedFix !== undefined && englishText(view, sharedFix)}
      </p>
      <Table
        labelledBy={id}
        columns={[words.place, words.whatIsWrong]}
        rows={problems
          .slice(0, most)
          .map(({ where, message, fix }) => [
            <bdi dir="ltr">{placeInFile(where) || (where.value ?? '–')}</bdi>,
            [
              englishText(view, message),
              fix !== undefined && fix !== sharedFix && <p class="note">{englishText(view, fix)}</p>,
            ],
          ])}
      />
      {more(view, problems.length - most)}
    </section>
  );
}
