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
  type Row,
  section,
  Table,
  thingLink,
  turned,
} from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { type Change, type Changes, changesFiles, type Revision } from '../release-changes.js';
import type { View } from '../view.js';
import { formatNumber, wordFor } from '../words.js';
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
  return textPage(view, { title: words.title, text: words.text, note: words.inEnglish }, [
    editions(view, changes),
    changes.unchanged && <p class="answer">{words.unchanged}</p>,
    countTable('kinds', words.byKind, [words.kind, view.words.count], kindRows),
    Object.entries(counts)
      .filter(([kind]) => !figureKinds.includes(kind))
      .map(([kind, count]) => changesOf(view, kind, count, changes.changes)),
    figureChanges(view, changes.changes),
    countTable('others', words.others, propertyColumns, propertyRows, words.othersNote),
    more(view, others.length - most),
  ]);
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

/** The changes of one kind, a sentence each. */
function changesOf(view: View, kind: string, count: number, changes: Change[]) {
  const listed = changes.filter((change) => change.kind === kind).slice(0, most);
  return section(kind, counted(kindName(view, kind), formatNumber(count)), [
    list('changes', listed, (change) => sentenceOf(view, change)),
    more(view, count - listed.length),
  ]);
}

/** The description of a change, in English, with links to the pages of the mentioned resources. */
function sentenceOf(view: View, change: Change) {
  const { subject, others = [], before, after } = change;
  const mentioned = [subject, ...others, ...[...before, ...after].flatMap((term) => ('iri' in term ? term.iri : []))];
  const pages = new Map(
    mentioned.flatMap((iri) => {
      const href = view.linkTo(iri);
      return href === undefined ? [] : [[calledIn(iri), href] as const];
    }),
  );
  return (
    <bdi {...turned('en', view.words.language)}>
      {cut(change.sentence.replace(/\s+/g, ' '), [...pages.keys()]).map((piece) => {
        const href = pages.get(piece);
        return href === undefined ? piece : <a href={href}>{piece}</a>;
      })}
    </bdi>
  );
}

/** The short form of an IRI in a description: "C170602"; "topic/10" if the last part is not clear enough. */
function calledIn(iri: string): string {
  const [last = iri, before] = iri.split(/[/#]/).filter(Boolean).reverse();
  return before !== undefined && /^(?:[0-9]+|[a-z])$/.test(last) ? `${before}/${last}` : last;
}

/** Splits a sentence at these short forms, if a name in quotation marks follows. */
function cut(sentence: string, forms: string[]): string[] {
  if (forms.length === 0) return [sentence];
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const pattern = longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return sentence.split(new RegExp(`(?<![^\\s(])(${pattern})(?= “| was renamed from “)`, 'u'));
}

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
      ...figureKinds.map((kind) => formatNumber(countOf(kind))),
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
  const [was, is] = [before, after].map((value) => formatNumber(value, view.words.decimal));
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
