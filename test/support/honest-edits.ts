import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** Edits of the real sheets that a steward makes on purpose. None of them may be reported. */

type Row = Record<string, string>;

/** The sheets of a project, which an edit changes. */
export interface Desk {
  rows(sheet: string): Row[];
  write(sheet: string, rows: Row[], options?: { columns?: string[]; quoted?: boolean }): void;
  text(sheet: string, change: (text: string) => string): void;
  changes(): [string, Uint8Array][];
}

/** Opens the sheets of a project for one edit. */
export function openDesk(sheets: ReadonlyMap<string, Uint8Array>): Desk {
  const changed = new Map<string, Uint8Array>();
  const bytesOf = (sheet: string): Buffer =>
    Buffer.from(changed.get(`data/${sheet}`) ?? sheets.get(`data/${sheet}`) ?? '');
  return {
    rows: (sheet) => parse(bytesOf(sheet), { columns: true, bom: true }),
    write: (sheet, rows, { columns, quoted = false } = {}) => {
      changed.set(`data/${sheet}`, Buffer.from(stringify(rows, { header: true, quoted, ...(columns && { columns }) })));
    },
    text: (sheet, change) => {
      changed.set(`data/${sheet}`, Buffer.from(change(bytesOf(sheet).toString())));
    },
    changes: () => [...changed],
  };
}

/** Changes the rows that fit. Throws if none does. */
function edit(desk: Desk, sheet: string, isMeant: (row: Row, i: number) => boolean, change: (row: Row) => Row): void {
  const rows = desk.rows(sheet);
  if (!rows.some(isMeant)) throw new Error(`No row of ${sheet} fits`);
  desk.write(
    sheet,
    rows.map((row, i) => (isMeant(row, i) ? { ...row, ...change(row) } : row)),
  );
}

const add = (desk: Desk, sheet: string, ...added: Row[]): void => {
  const rows = desk.rows(sheet);
  const empty = Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, '']));
  desk.write(sheet, [...rows, ...added.map((row) => ({ ...empty, ...row }))]);
};

const sorted = (desk: Desk, sheet: string, ...columns: string[]): void =>
  desk.write(
    sheet,
    desk
      .rows(sheet)
      .sort((a, b) => columns.map((name) => (a[name] ?? '').localeCompare(b[name] ?? '')).find(Boolean) ?? 0),
  );

const isNth = (numbers: number[]) => (_: Row, i: number) => numbers.includes(i);
const times = (value: string | undefined, factor: number): string =>
  String(Number((Number(value) * factor).toPrecision(6)));

const newSource = {
  id: 'unnm-guide-2026',
  title: 'Guidance on the Global Compact, second edition',
  publisher: 'United Nations Network on Migration',
  date: '2026-05',
  url: 'https://migrationnetwork.un.org/resources',
  licence: 'UN document, quoted for names and codes',
};
const principles = [
  'Primauté de la dimension humaine',
  'Coopération internationale',
  'Souveraineté nationale',
  'Primauté du droit et respect de la légalité',
  'Développement durable',
  'Droits de l’homme',
  'Prise en compte de la problématique femmes-hommes',
  'Prise en compte de l’intérêt supérieur de l’enfant',
  'Approche mobilisant l’ensemble des pouvoirs publics',
  'Approche mobilisant l’ensemble de la société',
];

/** Sets totals, because the framework itself has changed. */
const setTotals = (desk: Desk, numbers: Record<string, string>): void =>
  edit(
    desk,
    'totals.csv',
    ({ total = '' }) => total in numbers,
    ({ total = '' }) => ({ number: numbers[total] as string }),
  );

/** The edits by name. */
export const honestEdits: Record<string, (desk: Desk) => void> = {
  'a new source': (desk) => add(desk, 'sources.csv', newSource),
  'a new edition of a source, with two links': (desk) => {
    add(desk, 'sources.csv', newSource);
    const link = { status: 'stated', source: newSource.id, note: '' };
    add(desk, 'links.csv', { ...link, objective: '4', target: '16.9' }, { ...link, objective: '19', target: '10.c' });
  },
  'twenty corrected names': (desk) =>
    edit(
      desk,
      'targets.csv',
      (_, i) => i % 8 === 0 && i < 160,
      ({ title_fr = '' }) => ({ title_fr: `${title_fr.replace(/ et /, ' ainsi que ')} (texte revu)` }),
    ),
  'typographic apostrophes in many names': (desk) =>
    edit(
      desk,
      'indicators.csv',
      ({ title_fr = '' }) => title_fr.includes('’'),
      ({ title_fr = '' }) => ({ title_fr: title_fr.replaceAll('’', "'") }),
    ),
  'a new language': (desk) =>
    desk.write(
      'principles.csv',
      desk.rows('principles.csv').map((row, i) => ({ ...row, title_fr: principles[i] as string })),
    ),
  'links sorted by target': (desk) => sorted(desk, 'links.csv', 'target', 'objective'),
  'figures sorted by year': (desk) => sorted(desk, 'figures.csv', 'year', 'series', 'area'),
  'targets in reverse order': (desk) => desk.write('targets.csv', desk.rows('targets.csv').reverse()),
  'another year of figures': (desk) => {
    const rows = desk.rows('figures.csv').filter(({ series, year }) => series === 'BX_TRF_PWKR' && year === '2020');
    add(desk, 'figures.csv', ...rows.map((row) => ({ ...row, year: '2023', value: times(row.value, 1.03) })));
  },
  'a refreshed year of figures': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ year }) => year === '2019',
      ({ value }) => ({ value: times(value, 0.983) }),
    ),
  'one corrected figure': (desk) =>
    edit(desk, 'figures.csv', isNth([1200]), ({ value }) => ({ value: times(value, 1.05) })),
  'a figure revised by a third': (desk) =>
    edit(desk, 'figures.csv', isNth([3700]), ({ value }) => ({ value: times(value, 1.34) })),
  'small counts that change': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ series, value = '' }, i) => series === 'SM_DTH_MIGR' && i % 7 === 0 && /^[3-9]$/.test(value),
      ({ value }) => ({ value: value === '3' ? '7' : '3' }),
    ),
  'two thirds of a year of figures refreshed': (desk) =>
    edit(
      desk,
      'figures.csv',
      ({ year }, i) => year === '2016' && i % 3 > 0,
      ({ value = '' }) => ({ value: times(value, Number(value) < 100 ? 0.983 : 1) }),
    ),
  'a series in billions, with its new unit': (desk) => {
    add(desk, 'units.csv', { unit: 'CON_USD_B', title_en: 'Billions of constant United States dollars' });
    edit(
      desk,
      'figures.csv',
      ({ series }) => series === 'DC_TOF_SCHIPSL',
      ({ value }) => ({ value: String(Number(value) / 1000), unit: 'CON_USD_B' }),
    );
  },
  'a year of a source corrected': (desk) =>
    edit(
      desk,
      'sources.csv',
      ({ date = '' }) => date.startsWith('2018'),
      ({ date = '' }) => ({ date: date.replace('2018', '2017') }),
    ),
  'a new proposed link': (desk) =>
    add(desk, 'links.csv', {
      objective: '5',
      target: '4.3',
      status: 'proposed',
      source: 'gcm-graph-proposals',
      note: 'Regular pathways protect the rights of workers.',
    }),
  'a link that changes its status': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ status, source }) => status === 'theme' && source === 'iom-emm-trafficking',
      () => ({ status: 'comment' }),
    ),
  'a proposal given up': (desk) => {
    const rows = desk.rows('links.csv');
    const at = rows.findIndex(({ objective, status }) => objective === '2' && status === 'proposed');
    desk.write(
      'links.csv',
      rows.filter((_, i) => i !== at),
    );
  },
  'a changed note': (desk) =>
    edit(
      desk,
      'links.csv',
      ({ objective, status }) => objective === '19' && status === 'proposed',
      ({ note = '' }) => ({ note: note.replace(/\.$/, ', as the guide explains.') }),
    ),
  'a new agency with its entry': (desk) => {
    add(desk, 'agencies.csv', {
      agency: 'UNICRI',
      name_en: 'United Nations Interregional Crime and Justice Research Institute',
    });
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C160201',
      ({ custodians = '' }) => ({ custodians: [custodians, 'UNICRI'].filter(Boolean).join(';') }),
    );
  },
  'a custodian for two indicators': (desk) => {
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C100703',
      () => ({ custodians: 'IOM' }),
    );
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C100704',
      () => ({ custodians: 'UNHCR' }),
    );
  },
  'three tiers': (desk) =>
    edit(desk, 'indicators.csv', isNth([3, 30, 60]), ({ tier }) => ({ tier: tier === '1' ? '2' : '1' })),
  'a new unit': (desk) => add(desk, 'units.csv', { unit: 'PER_1000_POP', title_en: 'Per 1,000 population' }),
  'a new group of countries with figures': (desk) => {
    add(desk, 'areas.csv', { area: '915', name_en: 'Fragile and conflict-affected countries', kind: 'grouping' });
    add(desk, 'figures.csv', { series: 'SM_DTH_MIGR', area: '915', year: '2021', value: '310', unit: 'NUMBER' });
  },
  'a new indicator with its series': (desk) => {
    add(desk, 'indicators.csv', {
      code: 'C100705',
      title_en: 'Number of countries with a regional agreement on mobility',
      concerns_migration: 'true',
      status: 'current',
      since: '2025',
    });
    add(desk, 'indicator-targets.csv', { number: '10.7.5', target: '10.7', code: 'C100705' });
    add(desk, 'series.csv', {
      series: 'SG_CPA_MOBIL',
      code: 'C100705',
      title_en: 'Countries with a regional agreement on mobility (number)',
    });
    add(desk, 'figures.csv', { series: 'SG_CPA_MOBIL', area: '001', year: '2021', value: '61', unit: 'NUMBER' });
    setTotals(desk, { indicators: '236', places: '252' });
  },
  'a retired indicator': (desk) => {
    edit(
      desk,
      'indicators.csv',
      ({ code }) => code === 'C010201',
      () => ({ status: 'retired', until: '2025', former_numbers: '1.2.1' }),
    );
    desk.write(
      'indicator-targets.csv',
      desk.rows('indicator-targets.csv').filter(({ number }) => number !== '1.2.1'),
    );
    setTotals(desk, { indicators: '234', places: '250' });
  },
  'a new version of the data set': (desk) =>
    edit(
      desk,
      'dataset.csv',
      () => true,
      ({ version = '' }) => ({ version: '0.2.0', prior_version: version, issued: '2026-11-29' }),
    ),
  'another contact': (desk) =>
    edit(
      desk,
      'dataset.csv',
      () => true,
      () => ({ contact: 'mailto:data@example.org' }),
    ),
  'short names of three objectives': (desk) =>
    edit(desk, 'objectives.csv', isNth([1, 7, 20]), ({ short_en = '' }) => ({ short_en: `${short_en} of migrants` })),
  'a note on an objective': (desk) =>
    edit(desk, 'objectives.csv', isNth([4]), () => ({
      note_en: 'The guide of 2022 names five targets for this objective.',
    })),
  'a clearer definition of a status': (desk) =>
    edit(desk, 'statuses.csv', isNth([3]), () => ({
      definition_en: 'The source discusses the target together with the objective, but does not connect them.',
    })),
  'a new status': (desk) =>
    add(desk, 'statuses.csv', {
      status: 'example',
      title_en: 'As an example',
      title_fr: 'À titre d’exemple',
      title_es: 'Como ejemplo',
      title_ar: 'على سبيل المثال',
      title_zh: '作为示例',
      title_ru: 'В качестве примера',
      definition_en: 'The source names the target as an example for the objective.',
      predicate: 'https://w3id.org/gcm-graph/ontology#mentionedWith',
    }),
  'a description of a scheme': (desk) =>
    edit(desk, 'schemes.csv', isNth([2]), () => ({
      description_en: 'How firmly a source connects an objective with a target, from stated to mentioned.',
    })),
  'saved with quotation marks': (desk) => desk.write('links.csv', desk.rows('links.csv'), { quoted: true }),
  'saved with the line ends of Windows': (desk) => desk.text('targets.csv', (text) => text.replaceAll('\n', '\r\n')),
};
