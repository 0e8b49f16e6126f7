import type { JSX } from 'preact';
import type { PublishedFile } from '../../publish/files.js';
import { changesFiles } from '../changes.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { OutwardLink, plainText } from '../layout/links.js';
import { publisherOf } from '../layout/publisher.js';
import { dataset } from '../layout/schema-org.js';
import { WideTable } from '../layout/tables.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** Every file of the release with format, size and checksum; its licence, and how to cite it. */
export function Downloads({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const isDump = ({ file }: PublishedFile): boolean => file.startsWith(`${site.release.name}.`);
  const tellsChanges = ({ file }: PublishedFile): boolean => changesFiles.includes(file);
  const isAbout = (one: PublishedFile): boolean =>
    !isDump(one) && !isTable(one) && !tellsChanges(one) && !one.file.includes('/');
  const groups = [
    { id: 'dumps', title: words.dumps, note: words.dumpsNote, files: site.files.filter(isDump) },
    {
      id: 'tables',
      title: words.tables,
      note: words.tablesNote,
      files: site.files.filter((one) => !isDump(one) && isTable(one)),
    },
    { id: 'sheets', title: words.sheets, note: words.sheetsNote, files: filesIn(view, 'data/') },
    {
      id: 'ontology',
      title: words.ontologyFiles,
      note: words.ontologyNote,
      files: filesIn(view, 'ontology/', 'queries/'),
    },
    { id: 'about', title: words.aboutFiles, note: words.aboutNote, files: site.files.filter(isAbout) },
    {
      id: 'changes',
      title: view.words.changes.title,
      note: <ChangesNote view={view} />,
      files: site.files.filter(tellsChanges),
    },
  ].filter(({ files }) => files.length > 0);
  return (
    <Document view={view} title={words.downloads} description={words.dumpsNote} schema={dataset(view)}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.downloads}</h1>
      <Edition view={view} />
      {groups.map(({ id, title, note, files }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <p class="prose">{note}</p>
          <Files view={view} files={files} labelledBy={id} />
        </section>
      ))}
      <p class="prose last-note">{words.verify}</p>
    </Document>
  );
}

/** What the files of changes are, with a way to the page that says the same. */
const ChangesNote = ({ view }: { view: View }): JSX.Element => {
  const { title, filesNote } = view.words.changes;
  return (
    <>
      {filesNote} <a href={view.pageLink('changes')}>{title}</a>
    </>
  );
};

const filesIn = ({ site }: View, ...folders: string[]): PublishedFile[] =>
  site.files.filter(({ file }) => folders.some((folder) => file.startsWith(folder)));

/** An answer of a query as a table. */
const isTable = ({ file, mediaType }: PublishedFile): boolean =>
  !file.includes('/') && ['text/csv', 'text/tab-separated-values'].includes(mediaType);

/** Which edition this is, on what terms, and how to name it. */
function Edition({ view }: { view: View }): JSX.Element {
  const { words, graph, site } = view;
  const { version, licence } = site.release;
  const value = (predicate: string): string | undefined => graph.objects(site.dataset, predicate)[0]?.value;
  const [issued, publisher] = [value(names.issued), publisherOf(view)];
  const title = plainText(view.label(site.dataset));
  return (
    <>
      <dl class="facts">
        <Fact term={words.version} value={version} />
        {issued === undefined ? null : <Fact term={words.issued} value={issued} />}
        {publisher === undefined ? null : <Fact term={words.publisher} value={publisher} />}
        <div>
          <dt>{words.licence}</dt>
          <dd>
            <OutwardLink view={view} iri={licence} />
          </dd>
        </div>
      </dl>
      <h2>{words.cite}</h2>
      <blockquote class="cite">
        <bdi>
          {publisher === undefined ? '' : `${publisher}. `}
          {title}. {words.version} {version}.{' '}
          {issued === undefined ? null : (
            <>
              <span class="date">{issued}</span>.{' '}
            </>
          )}
          {site.dataset}
        </bdi>
      </blockquote>
      <p class="prose">{words.citeNote}</p>
    </>
  );
}

const Fact = ({ term, value }: { term: string; value: string }): JSX.Element => (
  <div>
    <dt>{term}</dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
);

function Files({ view, files, labelledBy }: { view: View; files: PublishedFile[]; labelledBy: string }): JSX.Element {
  const { words } = view;
  return (
    <WideTable labelledBy={labelledBy}>
      <table class="files" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {[words.file, words.format, words.size, words.checksum].map((word) => (
              <th scope="col">{word}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map(({ file, mediaType, bytes, sha256 }) => (
            <tr>
              <th scope="row">
                <a href={view.link(`../${file}`)} dir="ltr">
                  {file}
                </a>
              </th>
              <td>{formatNames[mediaType] ?? mediaType}</td>
              <td class="size">{sizeOf(bytes, words.decimal)}</td>
              <td>
                <code dir="ltr">{sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

const formatNames: Record<string, string> = {
  'application/n-triples': 'N-Triples',
  'application/n-quads': 'N-Quads',
  'text/turtle': 'Turtle',
  'application/trig': 'TriG',
  'application/rdf+xml': 'RDF/XML',
  'application/ld+json': 'JSON-LD',
  'application/json': 'JSON',
  'application/sparql-query': 'SPARQL',
  'application/vnd.cyclonedx+json': 'CycloneDX',
  'application/yaml': 'YAML',
  'text/csv': 'CSV',
  'text/markdown': 'Markdown',
  'text/tab-separated-values': 'TSV',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel (XLSX)',
};

/** A size as people read it: 2692023 is "2.7 MB". */
function sizeOf(bytes: number, decimal: string): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${value.toFixed(1).replace('.', decimal)} ${unit}`;
}
