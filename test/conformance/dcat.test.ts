import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { beforeAll, describe, expect, it } from 'vitest';
import { suiteFolder } from '../support/conformance.js';
import { smallRelease } from '../support/releases.js';

/** All shapes of DCAT-AP 3.0.0 (SEMICeu/DCAT-AP), which use only SHACL Core. */
const folder = suiteFolder('dcat-ap', 'DCAT_AP_SHAPES');

const read = (file: string): Quad[] => new Parser().parse(readFileSync(file, 'utf8'));

async function faults(catalogue: Quad[]): Promise<string[]> {
  const shapes = new Store(read(path.join(folder ?? '', 'dcat-ap-SHACL.ttl')));
  const report = await new Validator(shapes as never).validate(new Store(catalogue) as never);
  return report.results.map(({ focusNode, path, value }) => {
    const property = (path as unknown as { predicates: { value: string }[] }[])[0]?.predicates[0]?.value;
    return `${focusNode?.value} ${property} ${value?.value}`;
  });
}

describe.skipIf(!folder)(
  folder ? 'DCAT-AP 3' : 'DCAT-AP 3: the shapes are not on this machine (DCAT_AP_SHAPES)',
  () => {
    let catalogue: Quad[] = [];
    beforeAll(async () => {
      catalogue = read(path.join(await smallRelease(), 'catalogue.ttl'));
    });

    it('accepts the catalogue of a release', async () => expect(await faults(catalogue)).toEqual([]));

    it.each([
      ['a publisher without a name', 'http://xmlns.com/foaf/0.1/name'],
      ['a distribution without a URL', 'http://www.w3.org/ns/dcat#accessURL'],
      ['a data set without a title', 'http://purl.org/dc/terms/title'],
      ['a checksum without its algorithm', 'http://spdx.org/rdf/terms#algorithm'],
    ])('rejects %s', async (_, property) => {
      expect(await faults(catalogue.filter(({ predicate }) => predicate.value !== property))).not.toEqual([]);
    });
  },
);
