import { sha256, utf8 } from '../../bytes.js';
import { canonicalOrder } from '../../graph/quad-lines.js';
import type { Chunk } from '../chunks.js';
import { turtleText } from '../formats/turtle.js';
import type { Copy } from '../publish.js';
import type { PublishedFile } from '../release-files.js';
import type { Graph } from '../release-parts.js';
import { dataPackage } from './data-package.js';
import { catalogue } from './dcat.js';
import { citation, readEdition } from './edition.js';
import { readSchemes, skosmosConfiguration } from './skosmos.js';
import { countStatistics } from './statistics.js';
import { prefixes, toJsonLd } from './write-statements.js';

/**
 * Creates the files that describe a release: the catalogue (DCAT, VoID), a Data Package of the sheets, the citation,
 * the Skosmos configuration and the bill of materials. Starts slow work now. The returned function does the rest when
 * all other files exist.
 */
export function catalogueOf(
  { base, tables: sheets, parts }: Graph,
  chunks: Chunk[],
  commit: string | undefined,
  materials: (() => string) | undefined,
): (files: PublishedFile[]) => Copy[] {
  const edition = readEdition(chunks, base, parts, commit);
  const statistics = countStatistics(chunks, base);
  const skosmos = skosmosConfiguration(edition, statistics, readSchemes(chunks));
  const alone = [
    copy('CITATION.cff', 'application/yaml', citation(edition)),
    copy('skosmos-config.ttl', 'text/turtle', turtleText(canonicalOrder(skosmos), prefixes)),
    ...(materials ? [copy('sbom.json', 'application/vnd.cyclonedx+json', materials())] : []),
  ];
  return (files) => {
    const dumps = files.filter(({ file }) => file.startsWith(`${edition.name}.`));
    const tables = files.filter((one) => !one.file.includes('/') && !dumps.includes(one));
    const sheetPackage = dataPackage(edition, sheets, files);
    const packages = sheetPackage === undefined ? [] : [copy('datapackage.json', 'application/json', sheetPackage)];
    const described = [...dumps, ...tables, ...packages.map(listed)];
    const statements = canonicalOrder(catalogue(edition, statistics, described, dumps));
    return [
      copy('catalogue.ttl', 'text/turtle', turtleText(statements, prefixes)),
      copy('catalogue.jsonld', 'application/ld+json', toJsonLd(statements)),
      ...packages,
      ...alone,
    ];
  };
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
