import type { ComponentChildren } from 'preact';
import { languageName } from '../../text/languages.js';
import { groupBy } from '../../text/order.js';
import { changeLine, languageOfNewName } from '../change-line.js';
import {
  type CountRow,
  counted,
  countTable,
  fact,
  factList,
  fileLink,
  list,
  literal,
  more,
  nameLink,
  part,
  type Row,
  section,
  Table,
  thingLink,
} from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { type Change, type Changes, changesFiles, type Revision } from '../release-changes.js';
import type { View } from '../view.js';
import { fill, formatNumber, wordFor } from '../words.js';
import { termLink } from './ontology.js';

/** The maximum number of listed changes per kind; the files contain all of them. */
const most = 50;

/** The kinds of change that count figures; each change is about one series. */
const figureKinds = ['figures-added', 'figures-removed', 'figures-revised'];

/** The changes since the previous release: counts by kind, single changes, and other changes by property. */
export function changesPage(view: View) {
  const { changes } = view.site;
  if (changes === undefined) throw new Error('Missing changes: this release was not compared with a previous release');
  const words = view.words.changes;
  return textPage(view, { title: words.title, text: words.text }, [
    editions(view, changes),
    changeSections(view, changes),
  ]);
}

/** The counts of changes by kind, single changes, and other changes by property. */
export function changeSections(view: View, changes: Changes): ComponentChildren {
  const words = view.words.changes;
  const { counts } = changes;
  const others = changes.otherStatements.filter(({ derived }) => !derived);
  const kindRows = Object.entries(counts).map(([kind, count]): CountRow => {
    const anchor = figureKinds.includes(kind) ? 'figures' : kind;
    return [<a href={`#${anchor}`}>{kindName(view, kind)}</a>, count];
  });
  const propertyColumns = [view.words.property, words.new, words.gone];
  const propertyRows = others.slice(0, most).map(({ property, added, removed }): CountRow => {
    const name = [literal(view, view.term(property)), ' ', termLink(view, property)];
    return [name, added, removed];
  });
  return [
    changes.unchanged && <p class="answer">{words.unchanged}</p>,
    countTable(view, 'kinds', words.byKind, [words.kind, view.words.count], kindRows),
    Object.entries(counts)
      .filter(([kind]) => !figureKinds.includes(kind))
      .map(([kind, count]) => changesOf(view, kind, count, changes.changes)),
    figureChanges(view, changes.changes),
    countTable(view, 'others', words.others, propertyColumns, propertyRows, words.othersNote),
    more(view, others.length - most),
  ];
}

/** The two versions, and links to the complete lists. */
function editions(view: View, { from, to }: Changes) {
  const words = view.words.changes;
  return factList([
    fact(words.from, <bdi>{from.version ?? from.name}</bdi>),
    fact(words.to, <bdi>{to.version ?? to.name}</bdi>),
    fact(words.files, ...changesFiles.map((file) => fileLink(view, file))),
  ]);
}

const kindName = ({ words }: View, kind: string): string => wordFor<string>(words.changes.kinds, kind) ?? kind;

/** The changes of one kind, a line each. New names are grouped by their language. */
function changesOf(view: View, kind: string, count: number, changes: Change[]) {
  const own = changes.filter((change) => change.kind === kind);
  const groups = groupBy(own, (change) => languageOfNewName(change) ?? '');
  const listed = (some: Change[]) => list('changes', some.slice(0, most), (change) => changeLine(view, change));
  const names = [...groups].filter(([language]) => language !== '');
  const others = groups.get('') ?? [];
  const shown = [others, ...names.map(([, some]) => some)].reduce((sum, some) => sum + Math.min(some.length, most), 0);
  return section(kind, counted(view, kindName(view, kind), count), [
    others.length > 0 && listed(others),
    names.map(([language, some]) => part(counted(view, newNames(view, language), some.length), listed(some))),
    more(view, count - shown),
  ]);
}

const newNames = ({ words }: View, language: string): string =>
  fill(words.changes.newNames, { language: languageName(language, words.language) });

/** The numbers of new, removed and revised figures per series, and the largest revisions. */
function figureChanges(view: View, all: Change[]) {
  const changes = all.filter(({ kind }) => figureKinds.includes(kind));
  const series = [...new Set(changes.map(({ subject }) => subject))].sort(view.graph.byCode);
  const words = view.words.changes;
  const rowOf = (iri: string): Row => {
    const own = changes.filter(({ subject }) => subject === iri);
    const countOf = (kind: string): number => own.find((change) => change.kind === kind)?.count ?? 0;
    const largest = own.flatMap((change) => change.largest ?? []);
    return [
      iri === '' ? '–' : thingLink(view, iri),
      ...figureKinds.map((kind) => formatNumber(countOf(kind), view.words.language)),
      largest.map((revision) => <p class="revision">{revised(view, revision)}</p>),
    ];
  };
  const columns = [words.series, words.new, words.gone, words.revised, words.largest];
  return section(
    'figures',
    words.bySeries,
    series.length > 0 && [
      <Table labelledBy="figures" columns={columns} rows={series.slice(0, most).map(rowOf)} />,
      more(view, series.length - most),
    ],
  );
}

/** "Kenya · 2019: 12,3 → 12,5"; old and new value are written from left to right in every language. */
function revised(view: View, { area, time, before, after }: Revision) {
  const [was, is] = [before, after].map((value) => formatNumber(value, view.words.language));
  return (
    <>
      {area && nameLink(view, area)}
      {area && ' · '}
      <bdi>{time}</bdi>:{' '}
      <bdi class="values" dir="ltr">
        {was} → {is}
      </bdi>
    </>
  );
}
