import { type CaseEdits, edit, put } from '../support/edit.js';
import { readRows, writeRows } from '../support/frameworks.js';

/** Values that are not real values, and texts in the wrong language. */
/** Edits both files of figures. */
function editFigures(data: string, change: (text: string) => string): void {
  for (const name of ['figures/SM_DTH_MIGR.csv', 'figures/SM_POP_REFG_OR.csv']) edit(data, name, change);
}

export const values: CaseEdits = {
  // Words of several languages that only fill a cell.
  'placeholder-words': (data) => {
    put(data, 'goals.csv', {
      1: { title_fr: 'À traduire', title_es: 'Pendiente de traducción', title_ar: 'قيد الترجمة', title_zh: '尚未翻译' },
      10: { title_ru: 'перевод отсутствует', short_fr: '[to be translated]', short_es: 'S/D' },
      16: { title_fr: 'non renseigné', short_ar: 'لاحقاً', short_zh: '暂缺', short_ru: 'Уточняется' },
    });
    put(data, 'statuses.csv', { theme: { title_en: 'TODO', definition_en: 'TBD: ask Anna' } });
  },
  // Two names in a cell of a column that takes one.
  'several-names': (data) => {
    put(data, 'goals.csv', {
      1: { short_fr: 'Pauvreté | Misère' },
      10: { short_ru: 'Вода|Санитария|Гигиена' },
      16: { short_es: 'Paz |' }, // a single name
    });
    put(data, 'sources.csv', { 'unnm-guide-2022': { title: 'Guide A|B' } });
  },
  // Values that programs write for an empty cell.
  'placeholder-of-programs': (data) => {
    put(data, 'areas.csv', {
      '001': { name_fr: '(null)', name_es: '<NA>', name_ar: '\\N', name_zh: 'N.A.', name_ru: 'NaT' },
    });
    put(data, 'links.csv', { 2: { note: 'undefined' }, 3: { note: '[object Object]' } });
    put(data, 'sources.csv', { 'unnm-guide-2022': { publisher: 'null', licence: 'Loading…' } });
  },
  // Signs and keys that somebody typed to fill a cell.
  'placeholder-signs': (data) => {
    put(data, 'goals.csv', { 1: { short_fr: '—', short_es: '...' }, 10: { title_zh: '??', short_ru: 'xxxx' } });
    put(data, 'statuses.csv', { theme: { title_es: '/', title_zh: '（？）' }, comment: { title_fr: 'asdfasdf' } });
    put(data, 'schemes.csv', {
      '../units': { description_en: 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod' },
    });
  },
  // "Unknown" is a name if the other languages say the same. It is not the name of a goal.
  'placeholder-or-name': (data) => {
    put(data, 'areas.csv', {
      '001': {
        name_en: 'Unknown',
        name_fr: 'Inconnu',
        name_es: 'Desconocido',
        name_ar: '',
        name_zh: '未知',
        name_ru: 'неизвестно',
      },
    });
    put(data, 'goals.csv', { 10: { title_fr: 'Inconnu', title_ru: 'тест' } });
    put(data, 'statuses.csv', { theme: { title_es: 'Prueba' } });
    put(data, 'links.csv', { 2: { note: 'none' } });
  },
  // Keys that somebody pressed by mistake. In a list of letters they are names.
  'key-pressed-on-a-cell': (data) => {
    put(data, 'goals.csv', { 1: { title_en: 'k' }, 10: { title_fr: 'tt' }, 16: { title_ru: '"Содействие миру' } });
    put(data, 'statuses.csv', { theme: { title_en: 'A', title_fr: 'B' } });
    edit(data, 'dataset.csv', (text) => text.replace(/,(\d{4})(-\d\d-\d\d),/, ',$11$2,'));
  },
  // A column of codes and a column of numbers.
  'placeholder-in-codes-and-numbers': (data) => {
    put(data, 'indicators.csv', { C010401: { tier: 'n/d', replaced_by: '–', since: 'TBC' } });
    put(data, 'links.csv', { 2: { target: 'TBD' } });
    put(data, 'figures/SM_DTH_MIGR.csv', { '001': { value: 'N/A' } });
    put(data, 'sources.csv', { 'unnm-guide-2022': { url: 'à compléter', date: 'unknown' } });
  },
  // Errors of LibreOffice, Google Sheets, and Excel in other languages.
  'errors-of-other-programs': (data) => {
    put(data, 'units.csv', { NUMBER: { title_en: 'Err:508' } });
    put(data, 'goals.csv', {
      1: { title_fr: '#NOM?', title_es: '#¡VALOR!', title_ru: '#ССЫЛКА!' },
      10: { title_zh: '#ERROR!' },
    });
    put(data, 'links.csv', { 2: { note: 'Error! Bookmark not defined.' } });
  },
  // Texts that were copied from web pages.
  'residue-of-html': (data) => {
    put(data, 'goals.csv', {
      1: {
        title_en: '<div>End poverty in all its forms <em>everywhere</em></div>',
        title_fr: 'Éliminer la pauvret&eacute; sous toutes ses formes&#160;et partout dans le monde',
      },
      10: {
        title_es: 'Reducir la desigualdad<br/>en los países y entre ellos',
        title_zh: '<span lang="zh">减少国家内部和国家之间的不平等</span>',
      },
    });
    put(data, 'links.csv', { 2: { note: 'Risk < 5 & cost > 3, R&D; see AT&T' } });
  },
  // Escapes, formulas and addresses of spreadsheets.
  'residue-of-spreadsheets': (data) => {
    put(data, 'goals.csv', {
      1: { title_en: 'End poverty_x000A_in all its forms everywhere', title_zh: '在全世界消除一切形式的贫困+C112' },
      10: {
        title_en: 'Reduce inequality Sheet2!$B$14',

        title_ru: '=VLOOKUP(A3,names!A:C,3)',
      },
      16: { short_en: "'+Peace", short_fr: '=B17' },
    });
    put(data, 'targets.csv', { 10.7: { title_zh: '促进有序+B68、安全、正常和负责的移民和人口流动' } });
    put(data, 'statuses.csv', { stated: { title_en: 'stated R[2]C' }, theme: { title_en: "'10.7" } });
    put(data, 'statuses.csv', { proposed: { title_en: 'proposed { REF _Ref7 \\h }' } });
    put(data, 'statuses.csv', { comment: { definition_en: 'A comment names one of these : a target or a goal.' } });
    put(data, 'links.csv', { 2: { note: 'See paragraph 2O' } });
  },
  // Marks of Markdown and wikis, and of footnotes.
  'residue-of-other-markup': (data) => {
    put(data, 'goals.csv', {
      1: {
        title_en: 'End **poverty** in all its forms everywhere',
        title_fr: '[Éliminer la pauvreté](https://un.org/fr) sous toutes ses formes',
      },
      10: {
        title_en: "Reduce '''inequality''' within and among countries",
        title_es: 'Reducir la desigualdad en los países y entre ellos[2]',
      },
      16: { short_en: 'Peace, justice and strong institutions¹', short_fr: 'Paix, justice et institutions efficaces3' },
      17: { short_en: '• Partnerships', short_es: '{\\rtf1\\ansi Alianzas}' },
    });
    put(data, 'links.csv', { 2: { note: 'An area of 5 km² and 100 m²' }, 3: { note: 'See [1] and section 4 (b)' } });
  },
  // Text that a program wrote for another program.
  'residue-of-programs': (data) => {
    put(data, 'goals.csv', {
      1: { title_en: 'End poverty\\nin all its forms everywhere', title_fr: '"Éliminer la pauvreté"@fr' },
      10: {
        title_en: 'Reduce%20inequality%20within',
        title_es: '"Reducir la desigualdad"',
        title_fr: 'R\\u00e9duire les in\\u00e9galit\\u00e9s',
      },
      16: { short_en: '""Peace""', short_es: 'Paz\ufffc y justicia', short_ru: 'Мир  и правосудие' },
    });
    put(data, 'links.csv', { 2: { note: 'Grew by 5%20 years ago' } });
  },
  // Texts in another script than their language.
  'wrong-script': (data) => {
    put(data, 'goals.csv', {
      1: {
        title_ar: 'End poverty in all its forms everywhere',
        title_ru: '在全世界消除一切形式的贫困',
        short_en: 'Бедность',
        short_ru: 'Poverty',
      },
      10: { title_zh: 'Сократить неравенство внутри стран', title_fr: 'انخفاض عدم المساواة داخل وبين البلدان' },
      16: { short_ru: 'Мир и прaвосудие' },
    });
    put(data, 'areas.csv', {
      '001': { name_ru: 'Мир (World, UNHCR и COVID-19)', name_zh: 'WHO 世界', name_ar: 'UNHCR' },
    });
  },
  // Texts in another language of the same script.
  'wrong-language': (data) => {
    put(data, 'targets.csv', {
      '16.1': {
        title_fr: 'Significantly reduce all forms of violence and related death rates everywhere',
        title_es:
          'Réduire nettement, partout dans le monde, toutes les formes de violence et les taux de mortalité qui y sont associés',
      },
    });
    put(data, 'statuses.csv', {
      theme: { title_en: 'The same theme as in the other table', title_fr: 'The same theme as in the other table' },
    });
  },
  // The names of two columns were exchanged.
  'swapped-columns': (data) => {
    edit(data, 'targets.csv', (text) => text.replace('title_en,title_fr,', 'title_fr,title_en,'));
    edit(data, 'indicators.csv', (text) => text.replace('title_zh,title_ru', 'title_ru,title_zh'));
  },
  // A column was pasted into the next one.
  'column-pasted-twice': (data) => {
    const rows = readRows(data, 'targets.csv');
    writeRows(
      data,
      'targets.csv',
      rows.map((row) => ({ ...row, title_es: row['title_en'] ?? '' })),
    );
  },
  // In one row, two languages were exchanged.
  'swapped-cells': (data) => {
    const french =
      'Renforcer les moyens de mettre en œuvre le Partenariat mondial pour le développement durable et le revitaliser';
    const english =
      'Strengthen the means of implementation and revitalize the Global Partnership for Sustainable Development';
    put(data, 'goals.csv', { 17: { title_en: french, title_fr: english } });
  },
  // A percent sign, which CSV on the Web reads as a hundredth, and other signs next to numbers.
  'signs-beside-numbers': (data) => {
    editFigures(data, (text) =>
      text
        .replace('2014,5318', '2014,53.18 %')
        .replace('2015,6749', '2015,€ 6749')
        .replace('2016,8084', '2016,8\u00a0084')
        .replace('2017,6286', '2017,6286 people')
        .replace('2000,177.44767', '2000,~177')
        .replace('2001,175.23832', '2001,"1,175,238.32"'),
    );
    put(data, 'objectives.csv', { 2: { actions: '12*', paragraph: '№ 18' } });
  },
  // Numbers as programs of other countries and spreadsheets write them, and a formula.
  'numbers-in-other-notations': (data) =>
    editFigures(data, (text) =>
      text
        .replace('2014,5318', '2014,"53,18 %"')
        .replace('2015,6749', '2015,"6 749,25"')
        .replace('2016,8084', '2016,8.084E+03')
        .replace('2017,6286', '2017,=D3+12')
        .replace('2000,177.44767', '2000,"1,774%"')
        .replace('2001,175.23832', '2001,"1.175,23"'),
    ),
  // LaTeX commands, one inside another.
  'residue-of-latex': (data) =>
    put(data, 'goals.csv', {
      10: { title_en: '\\textit{Reduce inequality} within and \\emph{among \\textsc{countries}}' },
    }),
  // Digits of other scripts, letters that look like digits, and words and signs that change a number.
  'numbers-in-other-signs': (data) =>
    editFigures(data, (text) =>
      text
        .replace('2014,5318', '2014,۵۳۱۸')
        .replace('2015,6749', '2015,674l')
        .replace('2016,8084', '2016,8O84')
        .replace('2017,6286', '2017,6.3 thousand')
        .replace('2000,177.44767', '2000,177½')
        .replace('2001,175.23832', '2001,0175.23832'),
    ),
  // Texts that were pasted twice, typed with Caps Lock, or copied from a program. Separators of lists that are not the usual ones.
  'typed-and-pasted': (data) => {
    put(data, 'goals.csv', {
      1: { title_en: 'eND POVERTY IN ALL ITS FORMS', title_fr: "'Éliminer la pauvreté sous toutes ses formes" },
      10: {
        title_en: 'Reduce inequality Reduce inequality',
        title_fr: '=Réduire les inégalités',
        title_es: "['Reducir la desigualdad']",
      },
      16: { title_en: '{"en": "Promote peaceful societies"}', title_fr: 'Paix,%20justice et institutions' },
    });
    put(data, 'links.csv', { 2: { target: '="16.1"' } });
  },
  // Days that the calendar does not have.
  'impossible-dates': (data) => {
    put(data, 'sources.csv', { 'a-res-73-195': { date: '2018-11-31' }, 'unnm-guide-2022': { date: '2023-02-29' } });
    put(data, 'sources.csv', { 'migrationdataportal-sdgs': { date: '2019-14' } });
    put(data, 'dataset.csv', { dataset: { issued: '2026-04-31' } });
  },
  // Lists in columns that contain one value.
  'several-values': (data) => {
    put(data, 'links.csv', { 2: { target: '10.7, 16.1' } });
    put(data, 'sources.csv', {
      'unnm-guide-2022': { url: 'https://migrationnetwork.un.org/a,https://migrationnetwork.un.org/b' },
      'a-res-73-195': { url: 'https://web.archive.org/web/2020/https://undocs.org/A/RES/73/195' },
    });
    put(data, 'dataset.csv', { dataset: { contact: 'mailto:one@example.org; two@example.org' } });
    put(data, 'indicators.csv', { C010401: { since: '2016–2018', replaced_by: 'C010402' } });
    put(data, 'objectives.csv', { 3: { actions: '10/11' } });
    edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replace('2014,5318', '2014,5318; 5320'));
  },
  // A text, a code and a word that are too long.
  lengths: (data) => {
    put(data, 'goals.csv', {
      10: { short_en: 'Reduced inequalities '.repeat(300), short_fr: 'Inégalités'.repeat(12) },
    });
    put(data, 'sources.csv', { 'migrationdataportal-sdgs': { id: 'long-'.repeat(40).concat('id') } });
  },
  // Figures that do not fit their series, their unit or the year of the release.
  'figures-that-do-not-fit': (data) => {
    editFigures(data, (text) =>
      text.replace('2014,5318', '2014,-5318').replace('001,2017', '001,2071').replace('177.44767', '177447.67'),
    );
    put(data, 'indicators.csv', { C160104: { until: '2091' } });
    put(data, 'sources.csv', { 'unnm-guide-2022': { date: '2202-04' } });
  },
};
