// csv-parse-n3.mjs TABLE.csv OUT.nq: writes the statements of bench/observations.json, using both libraries as
// documented.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { DataFactory, Writer } from 'n3';

const { literal, namedNode, quad } = DataFactory;
const [table, out] = process.argv.slice(2);
const base = 'https://w3id.org/gcm-sdg/';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const cube = 'http://purl.org/linked-data/cube#';
const xsd = 'http://www.w3.org/2001/XMLSchema#';

const graph = namedNode(`${base}graph/obs`);
const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
const observation = namedNode(`${cube}Observation`);
const dataSet = namedNode(`${cube}dataSet`);
const sdg = namedNode(`${base}dataset/sdg`);
const gYear = namedNode(`${xsd}gYear`);
const decimal = namedNode(`${xsd}decimal`);
const [series, geo, year, sex, age, value, unit] = [
  `${base}vocab#series`,
  `${sdmx}dimension#refArea`,
  `${sdmx}dimension#refPeriod`,
  `${sdmx}dimension#sex`,
  `${sdmx}dimension#age`,
  `${sdmx}measure#obsValue`,
  `${sdmx}attribute#unitMeasure`,
].map((iri) => namedNode(iri));
const iri = (path, text) => namedNode(base + path + encodeURIComponent(text));

const file = createWriteStream(out);
const writer = new Writer(file, { format: 'N-Quads' });
for await (const row of createReadStream(table).pipe(parse({ from_line: 2 }))) {
  const subject = iri('obs/', row[0]);
  writer.addQuad(quad(subject, series, iri('series/', row[1]), graph));
  writer.addQuad(quad(subject, geo, iri('geo/', row[2]), graph));
  writer.addQuad(quad(subject, year, literal(row[3], gYear), graph));
  writer.addQuad(quad(subject, sex, iri('code/sex/', row[4]), graph));
  writer.addQuad(quad(subject, age, iri('code/age/', row[5]), graph));
  writer.addQuad(quad(subject, value, literal(row[6], decimal), graph));
  writer.addQuad(quad(subject, unit, iri('code/unit/', row[7]), graph));
  writer.addQuad(quad(subject, type, observation, graph));
  writer.addQuad(quad(subject, dataSet, sdg, graph));
  if (file.writableNeedDrain) await once(file, 'drain'); // otherwise all output would stay in memory
}
writer.end();
await finished(file);
