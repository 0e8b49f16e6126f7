// rdf-parser-csvw.mjs TABLE.csv OUT.nq: converts with @zazuko/rdf-parser-csvw and writes with n3. The parser needs
// bench/observations.json as RDF. Its statements about rows are skipped.
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import CsvwParser from '@zazuko/rdf-parser-csvw';
import { DataFactory, Store, Writer } from 'n3';

const { blankNode, literal, namedNode, quad } = DataFactory;
const [table, out] = process.argv.slice(2);
const csvw = 'http://www.w3.org/ns/csvw#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const description = JSON.parse(readFileSync(new URL('../observations.json', import.meta.url), 'utf8'));

function describe({ tableSchema }) {
  const store = new Store();
  const say = (subject, predicate, object) => store.addQuad(quad(subject, namedNode(predicate), object));
  const [root, schema] = [blankNode(), blankNode()];
  say(root, `${csvw}tableSchema`, schema);
  say(schema, `${csvw}aboutUrl`, literal(tableSchema.aboutUrl));
  const items = tableSchema.columns.map(() => blankNode());
  say(schema, `${csvw}column`, items[0]);
  tableSchema.columns.forEach((column, i) => {
    const node = blankNode();
    say(items[i], `${rdf}first`, node);
    say(items[i], `${rdf}rest`, items[i + 1] ?? namedNode(`${rdf}nil`));
    const { titles, datatype, ...rest } = column;
    if (titles) say(node, `${csvw}title`, literal(titles));
    if (datatype) say(node, `${csvw}datatype`, namedNode(`http://www.w3.org/2001/XMLSchema#${datatype}`));
    for (const [name, value] of Object.entries(rest))
      say(node, csvw + name, literal(String(value).replace(/^rdf:/, rdf)));
  });
  return store;
}

const graph = namedNode(description['sd:name']['@id']);
const parser = new CsvwParser({
  metadata: describe(description),
  baseIRI: 'https://w3id.org/gcm-sdg/observations.csv',
});
const file = createWriteStream(out);
const writer = new Writer(file, { format: 'N-Quads' });
for await (const { subject, predicate, object } of parser.import(createReadStream(table))) {
  const isOfTable = predicate.value.startsWith(csvw) || object.value.startsWith(csvw);
  if (!isOfTable) writer.addQuad(quad(subject, predicate, object, graph));
  if (file.writableNeedDrain) await once(file, 'drain'); // otherwise all output would stay in memory
}
writer.end();
await finished(file);
