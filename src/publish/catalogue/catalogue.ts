import { DataFactory, type Literal } from 'n3';
import { sha256, utf8 } from '../../bytes.js';
import { canonicalOrder } from '../../graph/quad-lines.js';
import type { Roles } from '../../roles/roles.js';
import type { Chunk } from '../chunks.js';
import { turtleText } from '../formats/turtle.js';
import type { Copy } from '../publish.js';
import type { PublishedFile } from '../release-files.js';
import type { Graph } from '../release-parts.js';
import { croissant } from './croissant.js';
import { dataPackage } from './data-package.js';
import { catalogue } from './dcat.js';
import { citation, type Edition, readEdition } from './edition.js';
import type { Program } from './provenance.js';
import { readSeries, type Series } from './series.js';
import { readSchemes, skosmosConfiguration } from './skosmos.js';
import { type Figures, type Statistics, yearsIn } from './statistics.js';
import { prefixes, toJsonLd } from './write-statements.js';

const { literal } = DataFactory;

/**
 * Creates the files that describe a release: the catalogue (DCAT, VoID), a Data Package and a Croissant file of
 * the tables, the citation, the Skosmos configuration and the bill of materials. Starts slow work now. The returned function does the rest when
 * all other files exist. `figures` replaces the numbers of the graph, which can contain only a part of the figures.
 */
export function catalogueOf(
  { base, tables: sheets, parts }: Graph,
  chunks: Chunk[],
  counted: Statistics,
  commit: string | undefined,
  materials: (() => string) | undefined,
  figures: readonly Figures[] = [],
): (files: PublishedFile[]) => Copy[] {
  const edition = readEdition(chunks, base, parts, commit);
  const skosmos = skosmosConfiguration(edition, counted, readSchemes(chunks));
  const alone = [
    copy('CITATION.cff', 'application/yaml', citation(edition)),
    copy('skosmos-config.ttl', 'text/turtle', turtleText(canonicalOrder(skosmos), prefixes)),
    ...(materials ? [copy('sbom.json', 'application/vnd.cyclonedx+json', materials())] : []),
  ];
  const series = readSeries(chunks, counted, figures);
  const allYears = [counted.years, ...series.map(({ years }) => years)].flatMap((years) => years ?? []);
  const statistics = { ...counted, years: yearsIn(allYears) };
  const program = materials && programIn(materials());
  return (files) => {
    const dumps = files.filter(({ file }) => file.startsWith(`${edition.name}.`));
    const used = files.filter(({ file }) => isOriginal(file));
    const tables = files.filter((one) => !used.includes(one) && !dumps.includes(one) && !isOfProject(one.file));
    const sheetPackage = dataPackage(edition, sheets, files, statistics.years, parts.sources);
    const forLearning = croissant(edition, statistics, series, sheets, files);
    const packages = [
      ...(sheetPackage === undefined ? [] : [copy('datapackage.json', 'application/json', sheetPackage)]),
      ...(forLearning === undefined ? [] : [copy('croissant.json', 'application/ld+json', forLearning)]),
    ];
    const statements = canonicalOrder(
      catalogue({
        edition,
        statistics,
        series,
        seriesTitles: titlesOf(series, parts.roles, edition),
        files: [...dumps, ...tables, ...packages.map(listed)],
        dumps,
        used: used.map(({ file }) => file),
        program,
      }),
    );
    return [
      copy('catalogue.ttl', 'text/turtle', turtleText(statements, prefixes)),
      copy('catalogue.jsonld', 'application/ld+json', toJsonLd(statements)),
      ...packages,
      ...alone,
    ];
  };
}

/** True for a sheet, and for a rule that derives statements. */
const isOriginal = (file: string): boolean => /^(?:data|queries\/derive)\//.test(file);

const isOfProject = (file: string): boolean => file.startsWith('ontology/');

/** Returns the name of all series together: the plural of their kind, or otherwise the title of the data set. */
function titlesOf(series: Series[], { kinds }: Roles, { titles }: Edition): Literal[] {
  const plurals = series.flatMap(({ classes }) => classes).flatMap((one) => [...(kinds.get(one)?.plurals ?? [])]);
  const found = new Map(plurals);
  return found.size === 0 ? titles : [...found].map(([language, text]) => literal(text, language));
}

/** Returns the program from its bill of materials. */
function programIn(materials: string): Program {
  const { name, version } = JSON.parse(materials).metadata.component as Program;
  return { name, version };
}

const copy = (file: string, mediaType: string, text: string): Copy => ({
  file,
  mediaType,
  bytes: utf8(text),
});

const listed = ({ file, mediaType, bytes }: Copy): PublishedFile => ({
  file,
  mediaType,
  bytes: bytes.length,
  sha256: sha256(bytes),
});
