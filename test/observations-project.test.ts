import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, temporaryFolder } from './support/gcm.js';
import { observationsOf, skos, type Things, thingsIn } from './support/observations.js';

/** Observations of a project with other areas, series, addresses and properties, in tables without a particular format. */

const base = 'https://example.org/library/';

const topics = { url: 'topics.csv', tableSchema: { columns: [{ name: 'code', titles: 'code' }] } };

/** Creates a project with these files. */
function projectWith(files: Record<string, string>): string {
  const project = temporaryFolder();
  const tables = { '@context': ['http://www.w3.org/ns/csvw', { '@base': `${base}data/` }], tables: [topics] };
  const all = { 'data/tables.json': JSON.stringify(tables), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    writeFileSync(path.join(project, name), text);
  }
  return project;
}

async function observe(files: Record<string, string>, ...more: string[]) {
  const project = projectWith(files);
  const ended = await gcm(['observations', 'loans.csv', '-o', 'cube.nq', '--verbose', ...more], { cwd: project });
  return { ...ended, things: ended.code === 0 ? thingsIn(path.join(project, 'cube.nq')) : (new Map() as Things) };
}

const areas = 'area,name_de,name_en,broader\nNord,Nordstadt,North Town,\nN-1,Hafen,Harbour,Nord\n';
const loans = 'Indicator,Area,Year,Value,Kind of book\nL7,Hafen,2024,12.50,map\nL7,Nord,2024,3,map\n';
const ontology = `@prefix : <${base}ontology#> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
  :loans role:is role:FigureSeries .`;

/** All IRIs that begin with http and are neither under the base nor terms of a standard. */
const foreign = (things: Things): string[] =>
  [...things]
    .flatMap(([subject, statements]) => [subject, ...[...statements.values()].flat()])
    .filter((text) => {
      const isStandard = /^http:\/\/(?:www\.w3\.org|purl\.org)\//.test(text);
      return /^https?:/.test(text) && !isStandard && !text.startsWith(base);
    });

describe('observations of a project', () => {
  it('have its areas, its series and its property, and no address outside its base', async () => {
    const { code, stderr, stdout, things } = await observe({
      'data/observations/areas.csv': areas,
      'ontology/ontology.ttl': ontology,
      'loans.csv': loans,
    });
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('table with a figure in each row'),
    });
    expect(stdout).toContain('(Kind of book) warning [observation-column]');
    expect([...observationsOf(things).keys()]).toEqual([`${base}cube/L7/N-1/2024/map`, `${base}cube/L7/Nord/2024/map`]);
    const observation = things.get(`${base}cube/L7/N-1/2024/map`);
    expect(observation?.get(`${base}ontology#loans`)).toEqual([`${base}series/L7`]);
    expect(observation?.get(`${base}column/kindOfBook`)).toEqual([`${base}code/kindOfBook/map`]);
    expect(things.get(`${base}area/N-1`)?.get(`${skos}prefLabel`)).toEqual(['Hafen', 'Harbour']);
    expect(things.get(`${base}area/N-1`)?.get(`${skos}broader`)).toEqual([`${base}area/Nord`]);
    expect(foreign(things)).toEqual([]);
  });

  it('have the addresses that the project names', async () => {
    const { things } = await observe({
      'data/observations/areas.csv': areas,
      'data/observations/addresses.csv':
        'format,what,address\n*,area,branch/{code}\ntable,series,https://example.com/indicator#{code}\n',
      'loans.csv': loans,
    });
    expect([...things.keys()]).toContain(`${base}branch/N-1`);
    expect(foreign(things)).toContain('https://example.com/indicator#L7');
  });

  it('are refused with an area that is not in the list', async () => {
    const { code, stdout } = await observe({
      'data/observations/areas.csv': areas,
      'loans.csv': loans.replace('Hafen', '004'),
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Unknown area "004"');
    expect(stdout).toContain('Write a code of the list of areas such as Nord');
  });

  it.each([
    [
      'addresses.csv',
      'format,what,address\n*,area,branch/{name}\n',
      'addresses.csv: "area" and "branch/{name}" must be',
    ],
    ['formats.csv', 'name,needs,last\nx,,[\n', 'formats.csv: "[" is not a regular expression'],
  ])('are refused with an invalid %s', async (name, text, message) => {
    const { code, stderr } = await observe({ [`data/observations/${name}`]: text, 'loans.csv': loans });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('need a base outside a project', async () => {
    const { code, stderr } = await observe({ 'loans.csv': loans }, '--data', 'nowhere');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--base: name the IRI') });
  });
});
