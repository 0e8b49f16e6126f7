import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallRelease } from './support/small-release.js';

interface Field {
  name: string;
  type: string;
  constraints?: { required?: boolean; pattern?: string };
}

interface Resource {
  name: string;
  path: string;
  bytes: number;
  hash: string;
  schema: {
    fields: Field[];
    primaryKey?: string[];
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
  };
}

let release = '';
let resources: Resource[] = [];
let described: Record<string, unknown> = {};
const rowsOf = ({ path: file }: Resource): Record<string, string>[] =>
  parse(readFileSync(path.join(release, file)), { columns: true });

beforeAll(() => {
  release = smallRelease();
  described = JSON.parse(readFileSync(path.join(release, 'datapackage.json'), 'utf8'));
  resources = described['resources'] as Resource[];
});

/** What a value of a type looks like (Table Schema 1.0, types and formats). */
const forms: Record<string, RegExp> = {
  string: /^/,
  number: /^-?\d+(\.\d+)?([eE]-?\d+)?$/,
  integer: /^-?\d+$/,
  boolean: /^(true|True|TRUE|1|false|False|FALSE|0)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  year: /^-?\d{4}$/,
};

describe('datapackage.json', () => {
  it('has the form of a tabular data package', () => {
    expect(described).toMatchObject({
      profile: 'tabular-data-package',
      name: 'gcm-sdg',
      version: '0.1.0',
      licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
    });
    for (const { name } of resources) expect(name).toMatch(/^[a-z0-9._-]+$/);
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  });

  it('knows the bytes of each sheet', () => {
    expect(resources.length).toBeGreaterThan(14);
    for (const { path: file, bytes, hash } of resources) {
      const content = readFileSync(path.join(release, file));
      expect([content.length, `sha256:${createHash('sha256').update(content).digest('hex')}`]).toEqual([bytes, hash]);
    }
  });

  it('describes the columns that are there, in their order, and their values', () => {
    for (const resource of resources) {
      const { fields } = resource.schema;
      const rows = rowsOf(resource);
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}));
      for (const { name, type, constraints } of fields)
        for (const row of rows) {
          const cell = row[name] as string;
          if (cell === '') expect([resource.name, name, constraints?.required]).not.toContain(true);
          else expect([resource.name, name, cell, forms[type]?.test(cell)]).toContain(true);
          const pattern = new RegExp(`^(?:${constraints?.pattern ?? '.*'})$`, 'su');
          if (cell !== '') expect([resource.name, name, cell, pattern.test(cell)]).toContain(true);
        }
    }
  });

  it('has keys that hold', () => {
    let keys = 0;
    for (const resource of resources) {
      const rows = rowsOf(resource);
      const { primaryKey = [], foreignKeys = [] } = resource.schema;
      const own = rows.map((row) => JSON.stringify(primaryKey.map((name) => row[name])));
      if (primaryKey.length > 0) expect(new Set(own).size).toBe(own.length);
      for (const { fields, reference } of foreignKeys) {
        keys++;
        const other = reference.resource === '' ? resource : resources.find(({ name }) => name === reference.resource);
        const known = new Set(
          rowsOf(other as Resource).map((row) => JSON.stringify(reference.fields.map((name) => row[name]))),
        );
        for (const row of rows) {
          const key = fields.map((name) => row[name]);
          if (key.every((cell) => cell !== '')) expect(known).toContain(JSON.stringify(key));
        }
      }
    }
    expect(keys).toBeGreaterThan(5);
  });
});
