import type { JSX } from 'preact';
import type { Changes } from '../changes.js';
import { changesFiles } from '../changes.js';
import { fill, formatNumber } from '../languages.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Literal } from '../layout/links.js';
import { CountTable } from '../layout/tables.js';
import type { View } from '../view.js';
import { wordFor } from '../words/words.js';
import { ChangeSentence } from './change-sentence.js';
import { FigureChanges, figureKinds } from './figure-changes.js';
import { TermLink } from './term-link.js';

/** More of one kind are counted only: the page is for reading, and the files have more. */
const most = 50;

/** What changed since the release before: how much of each kind, change by change, and what else by property. */
export function ChangesPage({ view }: { view: View }): JSX.Element {
  const { changes } = view.site;
  if (changes === undefined) throw new Error('a release that was held against no other has no page of changes');
  const words = view.words.changes;
  const others = changes.otherStatements.filter(({ derived }) => !derived); // what follows from the changes above is no other
  return (
    <Document view={view} title={words.title} description={words.text}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.title}</h1>
      <p class="prose">{words.text}</p>
      {view.language === 'en' ? null : <p class="prose note">{words.inEnglish}</p>}
      <Editions view={view} changes={changes} />
      {changes.unchanged ? <p class="answer">{words.unchanged}</p> : null}
      <CountTable
        id="kinds"
        title={words.byKind}
        columns={[words.kind, view.words.count]}
        rows={kindRows(view, changes)}
      />
      {Object.keys(changes.counts)
        .filter((kind) => !figureKinds.includes(kind))
        .map((kind) => (
          <Kind view={view} changes={changes} kind={kind} />
        ))}
      <FigureChanges view={view} changes={changes.changes} most={most} />
      <CountTable
        id="others"
        title={words.others}
        note={words.othersNote}
        columns={[view.words.property, words.new, words.gone]}
        rows={others.slice(0, most).map(({ property, added, removed }) => ({
          name: (
            <>
              <Literal view={view} text={view.term(property)} /> <TermLink view={view} iri={property} />
            </>
          ),
          counts: [added, removed],
        }))}
      />
      <More view={view} count={others.length - most} />
    </Document>
  );
}

/** From which version to which, and where the whole list is. */
function Editions({ view, changes: { from, to } }: { view: View; changes: Changes }): JSX.Element {
  const words = view.words.changes;
  const editions = [
    { word: words.from, edition: from },
    { word: words.to, edition: to },
  ];
  return (
    <dl class="facts">
      {editions.map(({ word, edition: { name, version = name } }) => (
        <div>
          <dt>{word}</dt>
          <dd>
            <bdi>{version}</bdi>
          </dd>
        </div>
      ))}
      <div>
        <dt>{words.files}</dt>
        {changesFiles.map((file) => (
          <dd>
            <a href={view.link(`../${file}`)} dir="ltr">
              {file}
            </a>
          </dd>
        ))}
      </div>
    </dl>
  );
}

const kindName = ({ words }: View, kind: string): string => wordFor<string>(words.changes.kinds, kind) ?? kind;

const kindRows = (view: View, { counts }: Changes) =>
  Object.entries(counts).map(([kind, count]) => ({
    name: <a href={`#${figureKinds.includes(kind) ? 'figures' : kind}`}>{kindName(view, kind)}</a>,
    counts: [count],
  }));

/** The changes of one kind, a sentence each. */
function Kind({ view, changes, kind }: { view: View; changes: Changes; kind: string }): JSX.Element {
  const listed = changes.changes.filter((change) => change.kind === kind).slice(0, most);
  const count = changes.counts[kind] ?? 0;
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>
        {kindName(view, kind)} <span class="count">{formatNumber(String(count), '')}</span>
      </h2>
      <ul class="changes">
        {listed.map((change) => (
          <li>
            <ChangeSentence view={view} change={change} />
          </li>
        ))}
      </ul>
      <More view={view} count={count - listed.length} />
    </section>
  );
}

const More = ({ view, count }: { view: View; count: number }): JSX.Element | null =>
  count > 0 ? <p class="more">{fill(view.words.more, { count })}</p> : null;
