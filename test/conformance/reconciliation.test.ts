import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { suiteFolder } from '../support/conformance.js';
import { post } from '../support/reconciling.js';
import { smallSite } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

/** The schemas of the Reconciliation Service API 0.2 (reconciliation-api/specs), which validate our responses. */
const folder = suiteFolder('reconciliation', 'RECONCILIATION_SCHEMAS');

type Schema = Record<string, unknown>;

/** Reads a schema without its `$schema`, a meta schema that validators do not have. */
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
  folder ? 'Reconciliation API 0.2' : 'Reconciliation API 0.2: missing schemas (RECONCILIATION_SCHEMAS)',
  () => {
    let server: Serving;
    beforeAll(async () => {
      server = await serveRelease(await smallSite());
    });
    const get = async (asked: string): Promise<Record<string, unknown>> =>
      (await fetch(server.address + asked)).json() as Promise<Record<string, unknown>>;
    const extend = async (wish: object): Promise<unknown> =>
      (await post(server, { extend: JSON.stringify(wish) })).json();

    it('the schemas reject invalid documents', () => {
      expect(errors('manifest', { versions: ['0.1'], name: 'x' })).not.toEqual([]);
      expect(errors('data-extension-response', { meta: [], rows: { x: { y: [{ str: 1 }] } } })).not.toEqual([]);
    });

    it('the manifest is valid', async () => expect(errors('manifest', await get('reconcile'))).toEqual([]));

    it('a batch of queries and its results are valid', async () => {
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
    ])('%s is valid', async (schema, asked) => {
      const response = await get(asked);
      expect(response['result']).not.toEqual([]);
      expect(errors(schema, response)).toEqual([]);
    });

    it('a property proposal is valid', async () => {
      const proposal = await get(`reconcile/properties?type=${encodeURIComponent(target)}&limit=5`);
      expect(proposal['properties']).toHaveLength(5);
      expect(errors('data-extension-property-proposal', proposal)).toEqual([]);
    });

    it('a data extension is valid', async () => {
      const { properties } = (await get('reconcile/properties')) as { properties: { id: string }[] };
      const { result } = (await get('reconcile/suggest/entity?prefix=1')) as { result: { id: string }[] };
      const wish = { ids: [objective, 'unknown', ...result.map(({ id }) => id)], properties: properties.slice(0, 20) };
      expect(errors('data-extension-query', wish)).toEqual([]);
      expect(errors('data-extension-response', await extend(wish))).toEqual([]);
    });
  },
);
