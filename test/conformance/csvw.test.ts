import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, Parser, type Quad, Writer } from 'n3';
import { canonize, NQuads } from 'rdf-canonize';
import { describe, expect, it } from 'vitest';
import { toRdf, validate } from '../../src/csvw/csvw.js';
import type { Loader } from '../../src/csvw/metadata/metadata.js';
import type { Problem } from '../../src/problem.js';
import { suiteFolder } from '../support/conformance.js';

/** The W3C test suite of CSV on the Web (w3c/csvw, tests): all tests of its two manifests. */
const folder = suiteFolder('csvw', 'CSVW_TESTS');
const base = 'http://www.w3.org/2013/csvw/tests/';
// https://www.w3.org/.well-known/csvm, for tests 259 and 260
const siteConfiguration = '{+url}-metadata.json\ncsv-metadata.json\n{+url}.json\ncsvm.json\n';

interface Entry {
  id: string;
  type: string;
  name: string;
  action: string;
  result?: string;
  option: { minimal?: boolean; noProv?: boolean; metadata?: string };
  httpLink?: string;
  contentType?: string;
}

function entriesOf(manifest: string): Entry[] {
  const file = path.join(folder ?? '', manifest);
  if (!folder || !existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { entries: Entry[] }).entries;
}

/** Serves the folder at the base URL, and the file of the test with the headers in the manifest. */
function serve({ action, httpLink, contentType }: Entry): Loader {
  return async (url) => {
    if (url === 'http://www.w3.org/.well-known/csvm')
      return { file: url, bytes: async () => new TextEncoder().encode(siteConfiguration) };
    const isAction = url === new URL(action, base).href;
    const file = path.join(folder ?? '', (isAction ? url.replace(/\?.*$/, '') : url).slice(base.length));
    if (!url.startsWith(base) || !existsSync(file) || !statSync(file).isFile()) return undefined;
    return {
      file: url,
      bytes: async () => readFileSync(file),
      ...(isAction && httpLink !== undefined && { link: httpLink }),
      ...(isAction && contentType !== undefined && { contentType }),
    };
  };
}

const inputOf = ({ action, option }: Entry) => ({
  url: new URL(action, base).href,
  ...(option.metadata !== undefined && { metadata: new URL(option.metadata, base).href }),
});

const canonical = (quads: Quad[]): Promise<string> =>
  canonize(NQuads.parse(new Writer({ format: 'N-Quads' }).quadsToString(quads)), {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
  });

const withSeverity = (problems: Problem[], severity: string): Problem[] =>
  problems.filter((problem) => problem.severity === severity);
/** Returns the errors of a negative test. A missing file is never the expected error. */
const reasons = (problems: Problem[]): Problem[] =>
  withSeverity(problems, 'error').filter(({ code }) => code !== 'file-missing');

describe.skipIf(!folder)(folder ? 'CSVW, RDF' : 'CSVW, RDF: missing test suite (CSVW_TESTS)', () => {
  it('has tests', () => expect(entriesOf('manifest-rdf.jsonld').length).toBeGreaterThanOrEqual(213));
  it.each<Entry>(entriesOf('manifest-rdf.jsonld'))('$id: $name', async (entry) => {
    const quads: Quad[] = [];
    const options = { isMinimal: entry.option.minimal === true, hasProvenance: entry.option.noProv !== true };
    const problems = await toRdf(inputOf(entry), serve(entry), options, (subject, predicate, object) =>
      quads.push(DataFactory.quad(subject, predicate, object)),
    );
    if (entry.type === 'csvt:NegativeRdfTest') {
      expect(reasons(problems)).not.toEqual([]);
      return;
    }
    expect(withSeverity(problems, 'error')).toEqual([]);
    const isWarned = entry.type === 'csvt:ToRdfTestWithWarnings';
    if (isWarned) expect(withSeverity(problems, 'warning')).not.toEqual([]);
    else expect(withSeverity(problems, 'warning')).toEqual([]);
    const result = entry.result ?? '';
    const expected = new Parser({ baseIRI: new URL(result, base).href }).parse(
      readFileSync(path.join(folder ?? '', result), 'utf8'),
    );
    expect(await canonical(quads)).toBe(await canonical(expected));
  });
});

describe.skipIf(!folder)(folder ? 'CSVW, validation' : 'CSVW, validation: missing test suite (CSVW_TESTS)', () => {
  it('has tests', () => expect(entriesOf('manifest-validation.jsonld').length).toBeGreaterThanOrEqual(223));
  it.each<Entry>(entriesOf('manifest-validation.jsonld'))('$id: $name', async (entry) => {
    const problems = await validate(inputOf(entry), serve(entry));
    const errors = withSeverity(problems, 'error');
    if (entry.type === 'csvt:NegativeValidationTest') expect(reasons(problems)).not.toEqual([]);
    else expect(errors).toEqual([]);
    if (entry.type === 'csvt:WarningValidationTest') expect(withSeverity(problems, 'warning')).not.toEqual([]);
    if (entry.type === 'csvt:PositiveValidationTest') expect(withSeverity(problems, 'warning')).toEqual([]);
  });
});
