import { DataFactory, type NamedNode } from 'n3';
import { term } from '../../rdf/terms.js';
import { manifestName } from '../manifest.js';
import mediaTypes from '../media-types.json' with { type: 'json' };
import type { PublishedFile } from '../release-files.js';
import { type Edition, partOf } from './edition.js';
import type { FileGroup } from './file-groups.js';
import { node, type Say } from './write-statements.js';

const { literal } = DataFactory;

/** Describes a file (DCAT 3, section 6.8). Returns its distribution. */
export function sayDistribution(say: Say, edition: Edition, one: PublishedFile): NamedNode {
  const { file, bytes, sha256 } = one;
  const address = say(node(edition.base + file), ['rdfs:Resource']);
  const { mediaType, compression } = typesOf(one);
  const checksum = say(partOf(edition, `${file}-sha256`), ['spdx:Checksum'], {
    'spdx:algorithm': say(term('spdx:checksumAlgorithm_sha256'), ['spdx:ChecksumAlgorithm']),
    'spdx:checksumValue': literal(sha256, term('xsd:hexBinary')),
  });
  return say(partOf(edition, file), ['dcat:Distribution'], {
    'dct:title': file,
    'dcat:accessURL': address,
    'dcat:downloadURL': address,
    'dcat:mediaType': sayMediaType(say, mediaType),
    'dcat:compressFormat': compression && sayMediaType(say, compression),
    'dcat:byteSize': literal(String(bytes), term('xsd:nonNegativeInteger')),
    'spdx:checksum': checksum,
    'dct:license': node(edition.licence),
  });
}

/**
 * Describes files of one kind as one distribution, with a template of their URLs (Hydra). DCAT has no templates, so the
 * access URL is the list of all files.
 */
export function sayGroup(say: Say, edition: Edition, { template, mediaType, count, bytes }: FileGroup): NamedNode {
  const variable = say(partOf(edition, `${template}-name`), ['hydra:IriTemplateMapping'], {
    'hydra:variable': 'name',
    'hydra:required': literal('true', term('xsd:boolean')),
  });
  const search = say(partOf(edition, `${template}-template`), ['hydra:IriTemplate'], {
    'hydra:template': literal(edition.base + template, term('hydra:Rfc6570Template')),
    'hydra:mapping': variable,
  });
  return say(partOf(edition, template), ['dcat:Distribution'], {
    'dct:title': template,
    'dct:description': literal(`${count} files. ${manifestName} lists them with their checksums.`, 'en'),
    'dcat:accessURL': say(node(edition.base + manifestName), ['rdfs:Resource']),
    'dcat:mediaType': sayMediaType(say, mediaType),
    'dcat:byteSize': literal(String(bytes), term('xsd:nonNegativeInteger')),
    'hydra:search': search,
    'dct:license': node(edition.licence),
  });
}

const sayMediaType = (say: Say, mediaType: string): NamedNode =>
  say(node(`https://www.iana.org/assignments/media-types/${mediaType}`), ['dct:MediaType']);

const gzip = 'application/gzip';
const known: Record<string, string> = { ...mediaTypes.others, ...mediaTypes.sources };

/** Returns the type of a file. For a compressed file, it is the type of its content: of "a.nq" for "a.nq.gz". */
function typesOf({ file, mediaType }: PublishedFile): { mediaType: string; compression?: string } {
  const [, inner] = /(\.[a-z]\w*)\.gz$/.exec(file) ?? [];
  if (inner === undefined) return { mediaType };
  return { mediaType: mediaType === gzip ? (known[inner] ?? mediaType) : mediaType, compression: gzip };
}
