import type { Manifest } from '../../publish/manifest.js';
import { encodePath } from '../files/request-path.js';
import type { ServedRelease } from '../served-release.js';
import type { Outcome } from '../sparql/query-pool.js';
import { statementsAbout } from './statements.js';

/** The release as a dataset (VoID, W3C Interest Group Note of 2011): what the graph says of it, and where its data is. */
export async function datasetTurtle(release: ServedRelease, iri: string, signal: AbortSignal): Promise<Outcome> {
  const said = await release.queries.run(statementsAbout(iri, 'application/n-triples'), { signal });
  return said.kind === 'answer' ? { ...said, text: `${prefix}${said.text}${voidTurtle(release.manifest, iri)}` } : said;
}

const prefix = '@prefix void: <http://rdfs.org/ns/void#> .\n@prefix dcat: <http://www.w3.org/ns/dcat#> .\n';

function voidTurtle({ name, base, triples, files }: Manifest, iri: string): string {
  const dumps = files.filter(({ file }) => file.startsWith(`${name}.`));
  const address = (file: string): string => `<${base}${encodePath(file)}>`;
  return `<${iri}> a void:Dataset ;
  void:sparqlEndpoint <${base}sparql> ;
  void:triples ${triples} ;
  void:uriSpace ${JSON.stringify(base)} ;
  void:dataDump ${dumps.map(({ file }) => address(file)).join(' ,\n    ')} .
${dumps.map((one) => distribution(iri, address(one.file), one)).join('')}`;
}

function distribution(iri: string, address: string, { mediaType, bytes }: Manifest['files'][number]): string {
  const type = `<https://www.iana.org/assignments/media-types/${mediaType}>`;
  return `<${iri}> dcat:distribution ${address} .
${address} a dcat:Distribution ; dcat:downloadURL ${address} ; dcat:mediaType ${type} ; dcat:byteSize ${bytes} .\n`;
}
