import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatypeNames } from '../src/csvw/datatypes/builtin.js';
import { readDatatype } from '../src/csvw/metadata/column.js';
import { read, reported } from './support/csvw.js';
import { property } from './support/property.js';

describe('metadata of a datatype', () => {
  it.each([
    ['NMTOKEN', { length: 5, minLength: 6 }],
    ['NMTOKEN', { length: 5, maxLength: 4 }],
    ['NMTOKEN', { minLength: 6, maxLength: 5 }],
    ['date', { length: 5 }],
    ['date', { minInclusive: '2015-06-05', minExclusive: '2015-06-05' }],
    ['date', { maxInclusive: '2015-06-05', maxExclusive: '2015-06-05' }],
    ['date', { maxInclusive: '2015-06-05', minimum: '2015-06-06' }],
    ['date', { maxExclusive: '2015-06-05', minInclusive: '2015-06-05' }],
    ['date', { maxExclusive: '2015-06-05', minExclusive: '2015-06-06' }],
    ['date', { maxInclusive: '2015-06-05', minExclusive: '2015-06-05' }],
    ['date', { minimum: '2015-02-31' }],
    ['string', { minimum: 1 }],
    ['string', { maxExclusive: '1' }],
    ['integer', { minimum: 1.5 }],
    ['string', { '@id': '_:foo' }],
    ['string', { '@id': 'http://www.w3.org/2001/XMLSchema#string' }],
    ['string', { '@id': 'no iri' }],
    ['string', { '@type': 'Column' }],
  ])('%s with %j is an error', (base, more) => {
    expect(reported({ base, ...more })).toEqual([expect.stringMatching(/^error /)]);
  });

  it.each([
    ['date', { minInclusive: '2015-06-05', maxInclusive: '2015-06-05' }],
    ['NMTOKEN', { length: 5, minLength: 5, maxLength: 5 }],
    ['string', { '@id': 'http://example.org/type', '@type': 'Datatype', 'dc:title': 'a type' }],
  ])('%s with %j is valid', (base, more) => expect(reported({ base, ...more })).toEqual([]));

  it('reports an unknown datatype, and uses string', () => {
    expect(reported('integr')).toEqual(['warning Unknown datatype "integr". Did you mean "integer"?']);
    for (const datatype of ['xsd:integer', { base: 'foo' }, 5, ['integer'], { base: 7 }, 'constructor']) {
      expect(reported(datatype)).toEqual([expect.stringMatching(/^warning /)]);
      expect(readDatatype(datatype, () => {})).toEqual({ base: 'string' });
    }
    expect(reported(undefined)).toEqual([]);
  });

  it('keeps the marks of a number format with an invalid pattern', () => {
    const read = (format: object) => readDatatype({ base: 'integer', format }, () => {});
    expect(read({ pattern: '[' })).toEqual({ base: 'integer' });
    expect(read({ pattern: '[', groupChar: ' ' })).toEqual({ base: 'integer', format: { groupChar: ' ' } });
  });

  it('of the wrong kind is reported and ignored', () => {
    const given = { base: 'decimal', length: 'x', minimum: [1], format: 5, extra: 1 };
    expect(reported(given)).toEqual(Array(4).fill(expect.stringMatching(/^warning /)));
    expect(readDatatype(given, () => {})).toEqual({ base: 'decimal' });
  });

  it('can be any value without an exception', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('0', '#,##0', 'Y|N', '[', '.', ',', 'yyyy', -1, Number.POSITIVE_INFINITY, '2015'),
    );
    const names = ['format', 'length', 'minLength', 'minimum', 'maxExclusive', '@id', '@type', 'dc:description'];
    const more = fc.dictionary(fc.constantFrom(...names), value);
    property(fc.tuple(fc.constantFrom(...datatypeNames), more), value, ([base, more], other) => {
      const format = { pattern: other, decimalChar: other, groupChar: ',' };
      for (const given of [other, { base, ...more }, { base, format }]) expect(read(given, '1')).toBeTypeOf('string');
    });
  });
});
