import { kindNames } from '../../src/diff/changes.js';

const term = { oneOf: [{ required: ['value'] }, { required: ['iri'] }], type: 'object' };
const side = {
  type: 'object',
  required: ['name', 'nameless'],
  properties: { name: { type: 'string' }, version: { type: 'string' }, nameless: { type: 'integer', minimum: 0 } },
  additionalProperties: false,
};
/** JSON Schema 2020-12 of `gcm diff --format json` and of `changes.json` in a release. */
export const diffSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['from', 'to', 'unchanged', 'counts', 'changes', 'otherStatements', 'problems'],
  additionalProperties: false,
  properties: {
    from: side,
    to: side,
    unchanged: { type: 'boolean' },
    counts: {
      type: 'object',
      propertyNames: { enum: [...kindNames] },
      additionalProperties: { type: 'integer', minimum: 1 },
    },
    changes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'subject', 'sentence', 'before', 'after', 'breaking'],
        additionalProperties: false,
        properties: {
          kind: { enum: [...kindNames] },
          subject: { type: 'string' },
          sentence: { type: 'string', pattern: '\\.$' },
          before: { type: 'array', items: term },
          after: { type: 'array', items: term },
          breaking: { type: 'boolean' },
          aspect: { enum: ['status', 'source', 'note', 'alternative'] },
          others: { type: 'array', items: { type: 'string' } },
          count: { type: 'integer', minimum: 1 },
          largest: {
            type: 'array',
            maxItems: 5,
            items: { type: 'object', required: ['figure', 'time', 'before', 'after'] },
          },
        },
      },
    },
    otherStatements: {
      type: 'array',
      items: {
        type: 'object',
        required: ['property', 'added', 'removed'],
        properties: {
          property: { type: 'string' },
          added: { type: 'integer' },
          removed: { type: 'integer' },
          derived: { const: true },
        },
        additionalProperties: false,
      },
    },
    problems: { type: 'array', items: { type: 'object', required: ['code', 'message'] } },
  },
};
