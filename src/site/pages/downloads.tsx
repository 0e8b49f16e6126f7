import type { PublishedFile } from '../../publish/release-files.js';
import { groupBy } from '../../text/order.js';
import {
  fact,
  factList,
  fileLink,
  outwardLink,
  plainText,
  type Row,
  section,
  Table,
  toPage,
} from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { changesFiles } from '../release-changes.js';
import type { View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill, formatNumber, type Words, wordFor } from '../words.js';
import { publisherOf, wholeDataset } from './datasets.js';
import formatNames from './format-names.json' with { type: 'json' };

/** The files of the release with format, size and checksum, the licence, and the citation. The files of a folder are folded. */
export function downloads(view: View) {
  const { words, site } = view;
  const groupOf = groupingFor(site.release.name);
  const changes = [words.changes.filesNote, ' ', toPage(view, 'changes', words.changes.title)];
  const groups = [
    { id: 'dumps', title: words.dumps, note: words.dumpsNote },
    { id: 'tables', title: words.tables, note: words.tablesNote },
    { id: 'sheets', title: words.sheets, note: words.sheetsNote },
    { id: 'ontology', title: words.ontologyFiles, note: words.ontologyNote },
    { id: 'about', title: words.aboutFiles, note: words.aboutNote },
    { id: 'changes', title: words.changes.title, note: changes },
  ].map(({ id, title, note }) => {
    const files = site.files.filter((file) => groupOf(file) === id);
    const folders = groupBy(files, ({ file }) => /^.*?\/.*\//.exec(file)?.[0] ?? '');
    const tables = [...folders].map(([folder, own]) =>
      folder === '' ? (
        fileTable(view, id, own)
      ) : (
        <details>
          <summary>
            <bdi dir="ltr">{folder}</bdi> <span class="count">{formatNumber(own.length, words.language)}</span>
          </summary>
          {fileTable(view, id, own)}
        </details>
      ),
    );
    return section(id, title, files.length > 0 && [<p class="prose">{note}</p>, tables]);
  });
  return textPage(view, { title: words.downloads, description: words.dumpsNote, schema: wholeDataset(view) }, [
    edition(view),
    groups,
    <p class="prose last-note">{words.verify}</p>,
  ]);
}

const fileTable = (view: View, id: string, files: readonly PublishedFile[]) => (
  <Table
    class="files"
    labelledBy={id}
    columns={[view.words.file, view.words.format, view.words.size, view.words.checksum]}
    rows={files.map((file) => fileRow(view, file))}
    cellClasses={[undefined, 'size']}
  />
);

/** Returns the group of a file of the release. The names of dumps begin with `name`. */
const groupingFor =
  (name: string) =>
  ({ file, mediaType }: PublishedFile): string | undefined => {
    if (file.startsWith(`${name}.`)) return 'dumps';
    if (file.startsWith('data/')) return 'sheets';
    if (/^(?:ontology|queries)\//.test(file)) return 'ontology';
    if (file.includes('/')) return undefined;
    if (mediaType === 'text/csv' || mediaType === 'text/tab-separated-values') return 'tables';
    return changesFiles.includes(file) ? 'changes' : 'about';
  };

/** The version, the publisher, the licence and the citation of the edition. */
function edition(view: View) {
  const { words, graph, site } = view;
  const { version, licence } = site.release;
  const [issued, publisher] = [graph.value(site.dataset, names.issued), publisherOf(view)];
  const cited = [
    publisher && `${publisher}. `,
    `${plainText(view.label(site.dataset))}. ${words.version} ${version}. `,
    issued && [<span class="date">{issued}</span>, '. '],
    site.dataset,
  ];
  return [
    factList([
      fact(words.version, <bdi>{version}</bdi>),
      fact(words.issued, issued && <bdi>{issued}</bdi>),
      fact(words.publisher, publisher && <bdi>{publisher}</bdi>),
      fact(words.licence, outwardLink(view, licence)),
    ]),
    <h2>{words.cite}</h2>,
    <blockquote class="cite">
      <bdi>{cited}</bdi>
    </blockquote>,
    <p class="prose">{words.citeNote}</p>,
  ];
}

const fileRow = (view: View, { file, mediaType, bytes, sha256 }: PublishedFile): Row => [
  fileLink(view, file),
  wordFor<string>(formatNames, mediaType) ?? mediaType,
  sizeOf(bytes, view.words),
  <code dir="ltr">{sha256}</code>,
];

/** A size in a readable form: 2692023 is "2.7 MB". */
function sizeOf(bytes: number, { sizes, language }: Words): string {
  if (bytes < 1000) return fill(sizes.bytes, { size: bytes }, language);
  const [value, text] = bytes < 1e6 ? [bytes / 1e3, sizes.kilobytes] : [bytes / 1e6, sizes.megabytes];
  return fill(text, { size: formatNumber(value.toFixed(1), language) });
}
