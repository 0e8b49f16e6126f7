import type { Quad } from 'n3';
import { type InputCache, utf8 } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { type Files, fileIn } from '../files.js';
import type { QueryFile } from '../graph/query-file.js';
import { provenance, provenanceGraph } from '../graph/traced-statements.js';
import type { Project } from '../project.js';
import { type Table as AnswerTable, textRows } from '../rdf/terms.js';
import { csvText } from '../text/csv.js';
import { countStatistics, type Figures, type Statistics } from './catalogue/statistics.js';
import { cutChunks } from './chunks.js';
import mediaTypesByExtension from './media-types.json' with { type: 'json' };
import type { Copy, Source } from './publish.js';
import type { Graph } from './release-parts.js';
import { joinVocabulary } from './vocabulary-file.js';

/** The figures of the graph, and what the catalogue says about all figures. */
export interface PublishedFigures {
  quads: Quad[];
  tables: Table[];
  counts: Figures[];
}

/** Collects the contents of a release: graph with provenance, `figures` of the graph, exported tables, sheets, ontology, and `more` files. */
export function contentsOf(
  { files, ontology, commit }: Project,
  graph: Graph,
  sheets: [name: string, bytes: Uint8Array][],
  figures: PublishedFigures,
  cache?: InputCache,
  more: Copy[] = [],
  materials?: () => string,
): Source {
  const { base, statements, derived, parts } = graph;
  const inGraph = provenanceGraph(base);
  const quads = [
    ...statements.quads,
    ...derived.flatMap((one) => one.quads),
    ...provenance(statements, inGraph, parts.sources, commit),
    ...figures.quads,
  ];
  const chunks = cutChunks(quads, { provenance: inGraph, context: parts.context, frame: parts.frame }, cache);
  let counted: Statistics | undefined;
  const statistics = (): Statistics => {
    counted ??= countStatistics(chunks, base);
    return counted;
  };
  return {
    ...parts,
    base,
    chunks,
    statistics,
    copies: [
      ...parts.exports.map(({ query, table }) => tableFile({ ...parts, base }, query, table)),
      ...(files.list(ontology).includes('context.jsonld')
        ? []
        : [
            copyOf(
              'ontology',
              'context.jsonld',
              utf8(`${JSON.stringify({ '@context': parts.context }, undefined, 2)}\n`),
            ),
          ]),
      ...joinVocabulary(publishable(files, ontology)).map(([name, bytes]) => copyOf('ontology', name, bytes)),
      ...sheets.map(([name, bytes]) => copyOf('data', name, bytes)),
      ...derived.map(({ rule }) => copyOfRule(rule)),
      ...more,
    ],
    about: async () =>
      (await import('./catalogue/catalogue.js')).catalogueOf(
        { ...graph, tables: [...graph.tables, ...figures.tables] },
        chunks,
        statistics(),
        commit,
        materials,
        figures.counts,
      ),
  };
}

/** Copies a derivation rule, so that a release can explain its derived statements. */
const copyOfRule = ({ name, text }: QueryFile): Copy => ({
  file: `queries/derive/${name}.rq`,
  mediaType: 'application/sparql-query',
  bytes: new TextEncoder().encode(text),
});

const mediaTypes: Record<string, string> = mediaTypesByExtension.sources;

/** Returns publishable files directly in a folder, without hidden files. */
const publishable = (files: Files, folder: string): [name: string, bytes: Uint8Array][] =>
  files
    .list(folder)
    .filter((name) => !name.startsWith('.') && extension(name) in mediaTypes)
    .flatMap((name): [string, Uint8Array][] => {
      const found = files.read(fileIn(folder, name), { folder, bytes: Infinity });
      return 'words' in found ? [] : [[name, found]];
    });

/** ".csv" for "links.csv". */
const extension = (name: string): string => /\.[^.]*$/.exec(name)?.[0] ?? '';

const copyOf = (folder: string, name: string, bytes: Uint8Array): Copy => ({
  file: `${folder}/${name}`,
  mediaType: mediaTypes[extension(name)] ?? 'application/octet-stream',
  bytes,
});

/** Prefixes a text with an apostrophe if a spreadsheet would run it as a formula (CWE-1236). */
const escapeFormula = (value: string): string => value.replace(/^(?=[=+\-@\t\r＝＋－＠])/, "'");

/** TSV has no quotes, so line ends and tabs become spaces. */
const tsvText = (rows: string[][]): string =>
  rows.map((row) => `${row.map((cell) => escapeFormula(cell.replace(/[\t\r\n]+/g, ' '))).join('\t')}\n`).join('');

/** Writes the file that a query's header names. A preamble can contain `{base}`, `{version}` and `{licence}`. */
export function tableFile(
  source: Pick<Source, 'base' | 'version' | 'licence'>,
  { header }: QueryFile,
  table: AnswerTable,
): Copy {
  const isTsv = header['format'] === 'tsv';
  const filled = (text: string): string =>
    text.replace(/\{(base|version|licence)\}/g, (_, key: keyof typeof source) => source[key]);
  const preamble = header['preamble'] ? `${filled(header['preamble']).trimStart()}\n` : '';
  const rows = [table.columns, ...textRows(table)];
  return {
    file: header['file'] as string,
    mediaType: isTsv ? 'text/tab-separated-values' : 'text/csv',
    bytes: utf8(preamble + (isTsv ? tsvText(rows) : csvText(rows.map((row) => row.map(escapeFormula))))),
  };
}
