import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { PROBLEM_LIMIT, type Problem } from '../src/problem.js';
import { createSourceText } from '../src/report/source-text.js';
import { suiteFolder } from './support/conformance.js';
import { asyncProperty } from './support/property.js';
import { anyProblem, contextOf, files, problems, reportIn, sourceOf } from './support/report.js';

const folder = suiteFolder('sarif', 'SARIF_SCHEMA');

describe.skipIf(folder === undefined)('sarif against the schema of OASIS (skipped if it is not installed)', () => {
  const validate = () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    (formats as unknown as (ajv: Ajv) => void)(ajv);
    const { id, $schema, ...schema } = JSON.parse(
      readFileSync(path.join(folder as string, 'sarif-schema-2.1.0.json'), 'utf8'),
    );
    expect($schema).toContain('draft-0'); // an older draft, which is the same for all properties that we use
    return ajv.compile({ ...schema, $id: id });
  };

  it('is valid for any problem', async () => {
    const isValid = validate();
    const check = async (given: Problem[], context = contextOf()): Promise<void> => {
      isValid(JSON.parse(await reportIn('sarif', given, context)));
      expect(isValid.errors ?? []).toEqual([]);
    };
    await check(problems);
    await check([]);
    await asyncProperty(anyProblem, 200, (problem) => {
      const { message, where } = problem;
      return check([problem], contextOf(createSourceText({ files: sourceOf([message, where.value ?? '']) })));
    });
    isValid({ version: '2.1.0', runs: [{}] });
    expect(isValid.errors).not.toBeNull(); // the schema can fail
  });
});

const runOf = async (given: Problem[], context = contextOf()) =>
  JSON.parse(await reportIn('sarif', given, context)).runs[0];

describe('sarif', () => {
  it('has rule, level, place and related places', async () => {
    const { tool, results, columnKind } = await runOf(problems);
    expect(tool.driver).toMatchObject({ name: 'gcm', version: '1.2.3' });
    expect(tool.driver.rules[1]).toEqual({
      id: 'foreign-key',
      shortDescription: { text: 'Unknown code' },
      fullDescription: { text: 'Missing row.' },
      help: { text: 'Correct it.' },
    });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results.map(({ level }: { level: string }) => level)).toEqual(['error', 'error', 'warning', 'note']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results[0].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'data/links.csv', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 9 },
        },
      },
    ]);
    expect(results[1].relatedLocations[0].physicalLocation.region.startLine).toBe(3);
    expect(results[2].locations[0].physicalLocation.region).toMatchObject({ startLine: 2, endLine: 3, endColumn: 4 });
    expect(results[3].locations[0]).toMatchObject({ logicalLocations: [{ fullyQualifiedName: 'links!B14' }] });
    expect(results[3].locations[0].physicalLocation.region).toBeUndefined();
  });

  it('escapes special characters in URIs and messages', async () => {
    const message = 'see [it](1), {0} and \\';
    const problem: Problem = { code: 'x', severity: 'error', message, where: { file: 'da ta/ü#1.csv' } };
    const [result] = (await runOf([problem])).results;
    expect(result.message.text).toBe('see \\[it\\](1), {{0}} and \\\\');
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('da%20ta/%C3%BC%231.csv');
  });

  it.each([
    ['16.2', '10,16.2,"a, b"'],
    ['16,2', '10,"16,2","a, b"'],
    ['a "b"', '10,"a ""b""","a, b"'],
    [' 16.2', '10," 16.2","a, b"'],
  ])('has a fix that can be applied: %s', async (suggestion, row) => {
    const [first] = problems.filter(({ code }) => code === 'foreign-key') as [Problem];
    const [{ fixes }] = (await runOf([{ ...first, suggestion }])).results;
    const [{ deletedRegion, insertedContent }] = fixes[0].artifactChanges[0].replacements;
    const lines = new TextDecoder().decode(files.get('data/links.csv')).split('\n');
    const line = lines[deletedRegion.startLine - 1] as string;
    const [start, end] = [deletedRegion.startColumn - 1, deletedRegion.endColumn - 1];
    expect(line.slice(0, start) + insertedContent.text + line.slice(end)).toBe(row);
  });

  it('keeps the fingerprint of a problem when rows move, and distinguishes equal problems', async () => {
    const source = (text: string) => contextOf(createSourceText({ files: new Map([['a.csv', utf8(text)]]) }));
    const at = (row: number, value: string): Problem => ({
      code: 'duplicate-id',
      severity: 'error',
      message: `Duplicate id "${value}": it already appears in row ${row - 1}`,
      where: { file: 'a.csv', row, column: 'id', cell: `A${row}`, value },
    });
    const prints = async (given: Problem[], text: string): Promise<string[]> =>
      (await runOf(given, source(text))).results.map((one: { partialFingerprints: object }) =>
        Object.values(one.partialFingerprints).join(),
      );
    const before = await prints([at(2, 'x'), at(3, 'x'), at(4, 'y')], 'id\nx\nx\ny\n');
    expect(await prints([at(5, 'x'), at(6, 'x'), at(7, 'y')], 'id\na\nb\nc\nx\nx\ny\n')).toEqual(before);
    expect(new Set(before).size).toBe(3);
  });

  it('lists 1000 problems and counts the rest', async () => {
    const of = (severity: Problem['severity'], count: number): Problem[] =>
      Array.from({ length: count }, () => ({ code: 'x', severity, message: 'm', where: { file: 'a.csv' } }));
    const { results, invocations } = await runOf([...of('error', 2), ...of('warning', PROBLEM_LIMIT)]);
    expect(results).toHaveLength(PROBLEM_LIMIT);
    expect(results[1].level).toBe('error');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe('2 more problems, not listed');
  });
});
