import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFile } from './support/gcm.js';
import { base, observationsOf, observed, ontology, refused, thingsIn } from './support/observations.js';

/** Files that are not what they seem, and what stands beside them. */

describe('the codes beside a harvest', () => {
  const harvest = (entities: string | Uint8Array): string => {
    const file = temporaryFile(
      'ddf--datapoints--si_x_y.csv',
      'sex,geo_area,year,si_x_y\nfemale,4,2017,1\nmale,4,2017,2\n',
    );
    writeFileSync(path.join(path.dirname(file), 'ddf--entities--sex.csv'), entities);
    return file;
  };

  it.each<[string, string | Uint8Array, string]>([
    ['quotation marks out of place', 'sex,name\nfemale,FEM"ALE\n', ':2 error [quote] a quotation mark stands where'],
    ['a quotation mark that is never closed', 'sex,name\nfemale,"FEMALE\n', ':2 error [quote] a quotation mark opens'],
    ['another header', 'gender,name\nfemale,FEMALE\n', ':1:1 error [observation-entities]'],
    ['nothing in it', '', ':1:1 error [observation-entities]'],
    ['damaged letters', Buffer.from('sex,name\nfemale,F\xc9\n', 'latin1'), ':2:2 error [encoding]'],
  ])('with %s are told with their file', async (_what, entities, words) => {
    expect(await refused([harvest(entities)])).toContain(`ddf--entities--sex.csv${words}`);
  });

  it('are told once, however many files they stand beside', async () => {
    const file = harvest('gender,name\nfemale,FEMALE\n');
    const other = path.join(path.dirname(file), 'other.csv');
    writeFileSync(other, 'sex,geo_area,year,si_x_z\nfemale,4,2017,1\n');
    expect((await refused([file, other])).match(/\[observation-entities\]/g)).toHaveLength(1);
  });

  it('may be blank or lack some, and a folder is none of them', async () => {
    const file = harvest('sex,name\nfemale,WOMEN\nmale,\n');
    mkdirSync(path.join(path.dirname(file), 'ddf--entities--geo_area.csv'));
    const addresses = [...observationsOf(thingsIn((await observed([file])).out)).keys()];
    expect(addresses).toEqual(['WOMEN', 'MALE'].map((sex) => `${base}cube/SI_X_Y/004/2017/${sex}`));
  });
});

describe('several files', () => {
  const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Sex\n';
  const [one, two, empty] = [
    temporaryFile('one.csv', `${header}SI_X,004,2017,1,\nSI_Y,004,2017,1,\n`),
    temporaryFile('two.csv', `${header}SI_X,004,2018,1,MALE\nSI_Z,004,2018,1,\nSI_Z,008,2018,1,MALE\n`),
    temporaryFile('empty.csv', header),
  ];

  it('of which one has a header alone: that is told, and the others are taken', async () => {
    const { out, ended } = await observed([empty, two]);
    expect(ended.stdout).toContain(`${empty} notice [empty-file] the table has no rows: it adds nothing`);
    expect(observationsOf(thingsIn(out)).size).toBe(3);
    const told = await refused([empty, temporaryFile('other.csv', header)]);
    expect(told.match(/error \[empty-file\]/g)).toHaveLength(2);
  });

  it('of which one is wrong, the empty one is a notice', async () => {
    const told = await refused([empty, temporaryFile('wrong.csv', `${header}SI_X,004,2018,x,\n`)]);
    expect(told.match(/\w+ \[.*?\]/g)?.sort()).toEqual(['error [datatype]', 'notice [empty-file]']);
  });

  it('that lack a dimension are told one by one', async () => {
    const { stdout } = (await observed([one, two])).ended;
    const told = [...stdout.matchAll(/^(.*) notice \[observation-dimension\] some rows of (\w+) /gm)];
    expect(told.map(([, file, series]) => [file, series]).sort()).toEqual(
      [
        [one, 'SI_X'],
        [two, 'SI_Z'],
      ].sort(),
    );
  });
});

describe('files as other programs write them', () => {
  const text = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Source\nSI_X,004,2017,1,Enquête\n';

  it.each([
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
  ])('as %s without a byte order mark are read, and that is told', async (name, bytes) => {
    const { out, ended } = await observed([temporaryFile('x.csv', bytes)]);
    expect(ended.stdout).toContain(`notice [observation-recoded] the file is not UTF-8; it was read as ${name}`);
    const thing = thingsIn(out).get(`${base}cube/SI_X/004/2017`);
    expect(thing?.get(`${ontology}sourceDetail`)).toEqual(['Enquête']);
  });

  it('packed are told as such, by whatever name', async () => {
    for (const name of ['x.csv.gz', 'x.csv']) {
      const told = await refused([temporaryFile(name, gzipSync(text))]);
      expect(told).toContain(`${name} error [observation-format] the file is packed with gzip\n    → unpack it`);
    }
  });
});
