import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { suiteFolder } from '../support/conformance.js';
import { post } from '../support/reconciling.js';
import { smallSite } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

/** The schemas of the Reconciliation Service API 0.2 (reconciliation-api/specs): what we answer must be valid by them. */
const folder = suiteFolder('reconciliation', 'RECONCILIATION_SCHEMAS');

type Schema = Record<string, unknown>;

/** They name a meta schema that no validator has. */
function read(name: string): Schema {
  const { $schema: _, ...schema } = JSON.parse(readFileSync(path.join(folder ?? '', `${name}.json`), 'utf8'));
  return schema;
}

function errors(name: string, value: unknown): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(read('openapi'));
  if (name !== 'type') ajv.addSchema(read('type'));
  const validate = ajv.compile(read(name));
  return validate(value) ? [] : validate.errors;
}

const target = 'http://metadata.un.org/sdg/ontology#Target';
const objective = 'https://w3id.org/gcm-graph/objective/3';
const gcmOntology = 'https://w3id.org/gcm-graph/ontology#';

describe.skipIf(!folder)(
  folder
    ? 'Reconciliation API 0.2'
    : 'Reconciliation API 0.2: the schemas are not on this machine (RECONCILIATION_SCHEMAS)',
  () => {
    let server: Serving;
    beforeAll(async () => {
      server = await serveRelease(await smallSite());
    });
    const get = async (asked: string): Promise<Record<string, unknown>> =>
      (await fetch(server.address + asked)).json() as Promise<Record<string, unknown>>;
    const extend = async (wish: object): Promise<unknown> =>
      (await post(server, { extend: JSON.stringify(wish) })).json();

    it('the schemas tell wrong from right', () => {
      expect(errors('manifest', { versions: ['0.1'], name: 'x' })).not.toEqual([]);
      expect(errors('data-extension-response', { meta: [], rows: { x: { y: [{ str: 1 }] } } })).not.toEqual([]);
    });

    it('manifest', async () => expect(errors('manifest', await get('reconcile'))).toEqual([]));

    it('a batch of queries and its results', async () => {
      const queries = {
        q0: { query: 'Objective 3', type: `${gcmOntology}Objective`, limit: 3, type_strict: 'should' },
        q1: { query: 'information', properties: [{ pid: `${gcmOntology}paragraph`, v: 19 }] },
        q2: { query: '' },
      };
      expect(errors('reconciliation-query-batch', queries)).toEqual([]);
      const results = await (await post(server, { queries: JSON.stringify(queries) })).json();
      expect(results).toMatchObject({ q0: { result: { 0: { id: objective, match: true } } }, q2: { result: [] } });
      expect(errors('reconciliation-result-batch', results)).toEqual([]);
    });

    it.each([
      ['suggest-entities-response', 'reconcile/suggest/entity?prefix=migra'],
      ['suggest-types-response', 'reconcile/suggest/type?prefix=obj'],
      ['suggest-properties-response', 'reconcile/suggest/property?prefix=para'],
    ])('%s', async (schema, asked) => {
      const response = await get(asked);
      expect(response['result']).not.toEqual([]);
      expect(errors(schema, response)).toEqual([]);
    });

    it('property proposal', async () => {
      const proposal = await get(`reconcile/properties?type=${encodeURIComponent(target)}&limit=5`);
      expect(proposal['properties']).toHaveLength(5);
      expect(errors('data-extension-property-proposal', proposal)).toEqual([]);
    });

    it('data extension', async () => {
      const { properties } = (await get('reconcile/properties')) as { properties: { id: string }[] };
      const { result } = (await get('reconcile/suggest/entity?prefix=1')) as { result: { id: string }[] };
      const wish = { ids: [objective, 'unknown', ...result.map(({ id }) => id)], properties: properties.slice(0, 20) };
      expect(errors('data-extension-query', wish)).toEqual([]);
      expect(errors('data-extension-response', await extend(wish))).toEqual([]);
    });
  },
);
