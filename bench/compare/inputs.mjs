// Creates the inputs of both checkouts from the old one, so that only the program differs.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** Golden cases of different kinds: encodings, delimiters, rows, keys, references, types, workbooks, metadata. */
export const cases = [
  '05-german-excel',
  '23-sep-line',
  '26-long-row',
  '28-unclosed-quote',
  '46-duplicate-id',
  '49-dangling-reference',
  '50-broader-cycle',
  '53-two-names-in-one-language',
  '57-lost-zero-in-a-workbook',
  '63-error-cells',
  '66-merged-cells',
  '71-ambiguous-date',
  '72-decimal-comma',
  'faults-in-many-places',
  'metadata-slips',
  'text-that-attacks',
  'wrong-datatype',
];

/** Fills `folder` with inputs from the old checkout: its data, the small project, golden cases and observations. */
export async function makeInputs(old, folder) {
  cpSync(path.join(old, 'data'), path.join(folder, 'data'), { recursive: true });
  cpSync(path.join(old, 'data'), path.join(folder, 'changed/data'), { recursive: true });
  editChanged(path.join(folder, 'changed/data'));
  smallProject(old, path.join(folder, 'small/data'));
  for (const name of cases) await goldenCase(old, name, path.join(folder, 'cases', name, 'data'));
  mkdirSync(path.join(folder, 'observations'));
  for (const [name, text] of Object.entries(observations)) {
    writeFileSync(path.join(folder, 'observations', name), text);
  }
}

function smallProject(old, data) {
  cpSync(path.join(old, 'test/project'), data, { recursive: true });
  cpSync(path.join(old, 'data/tables.json'), path.join(data, 'tables.json'));
}

/**
 * Prepares a case like test/cases.test.ts: copies `input` over the small project, deletes NAME for NAME.gone, edits.
 */
async function goldenCase(old, name, data) {
  smallProject(old, data);
  const input = path.join(old, 'test/cases', name, 'input');
  if (existsSync(input)) cpSync(input, data, { recursive: true });
  for (const file of readdirSync(data).filter((one) => one.endsWith('.gone'))) {
    rmSync(path.join(data, file));
    rmSync(path.join(data, file.slice(0, -'.gone'.length)));
  }
  (await editOf(old, name))?.(data);
}

/** Returns the edit of a case. Older checkouts have it in `make.ts` of the case. */
async function editOf(old, name) {
  const [all, own] = ['test/case-edits/case-edits.ts', `test/cases/${name}/make.ts`].map((file) =>
    path.join(old, file),
  );
  if (existsSync(all)) return (await importTypeScript(old, all)).caseEdits[name];
  return existsSync(own) ? (await importTypeScript(old, own)).default : undefined;
}

/** Bundles a test file inside the checkout whose packages it needs, and imports the bundle. */
async function importTypeScript(old, file) {
  const folder = mkdtempSync(path.join(old, 'dist/.gcm-compare-'));
  try {
    const bundle = await rolldown({
      input: file,
      platform: 'node',
      external: /^[^./]/,
      resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
      logLevel: 'silent',
    });
    await bundle.write({ file: path.join(folder, 'make.mjs'), codeSplitting: false });
    return await import(pathToFileURL(path.join(folder, 'make.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes changes for `gcm diff`: removes a row, adds a row, changes a cell. */
function editChanged(data) {
  const edit = (name, change) => {
    const file = path.join(data, name);
    writeFileSync(file, change(readFileSync(file, 'utf8').split('\n')).join('\n'));
  };
  edit('links.csv', (lines) => lines.filter((_, i) => i !== 5));
  edit('units.csv', (lines) => [...lines.slice(0, -1), lines.at(-2).replace(/^[^,]+/, 'MADE_UP'), '']);
  edit('objectives.csv', (lines) => lines.map((line) => line.replace('Eradicate trafficking', 'End trafficking')));
}

const portal = 'SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Units],[Sex],FootNote';
const observations = {
  'portal.csv': `${portal}
SI_X,"Deaths, by shelter",4,Afghanistan,2017,12,NUMBER,MALE,
SI_X,"Deaths, by shelter",8,Albania,2017,1.5E-3,NUMBER,FEMALE,"say ""so"""
SI_X,"Deaths, by shelter",8,Albania,2018,<2.5,NUMBER,FEMALE,
SI_Y,Another,4,Afghanistan,2017,NaN,PERCENT,MALE,
`,
  'faults.csv': `${portal}
SI_X,X,4,Afghanistan,20177,12,NUMBER,MALE,
SI_X,X,99999,Nowhere,2017,twelve,NUMBER,MALE,
SI_X,X,4,Afghanistan,2017,12,NUMBER,MALE,
SI_X,X,4,Afghanistan,2017,13,NUMBER,MALE,
SI_X,X,4,Afghanistan,2018,13
`,
};
