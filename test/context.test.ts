import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';
import { expect, it } from 'vitest';
import { gcm, wholeProject } from './support/gcm.js';

it('A project without a JSON-LD context gets one that represents its whole graph', async () => {
  const folder = wholeProject();
  for (const name of ['context.jsonld', 'frame.jsonld']) rmSync(path.join(folder, 'ontology', name));
  expect(await gcm(['build', '--no-site'], { cwd: folder })).toMatchObject({ code: 0 });
  const read = (file: string): string => readFileSync(path.join(folder, 'build/current', file), 'utf8');
  const context = JSON.parse(read('ontology/context.jsonld'))['@context'];
  expect(context).toMatchObject({
    id: '@id',
    skos: 'http://www.w3.org/2004/02/skos/core#',
    prefLabel: { '@id': 'http://www.w3.org/2004/02/skos/core#prefLabel', '@container': '@language' },
    Objective: { '@id': 'https://w3id.org/gcm-graph/ontology#Objective' },
    connectedTarget: { '@type': '@id' },
    paragraph: { '@type': 'http://www.w3.org/2001/XMLSchema#integer' },
  });
  expect(context).not.toHaveProperty('dcterms'); // one prefix for each namespace
  const statements = await jsonld.toRDF(JSON.parse(read('gcm-sdg.jsonld')), { format: 'application/n-quads' });
  expect(String(statements).split('\n').sort()).toEqual(read('gcm-sdg.nt').split('\n').sort());
});
