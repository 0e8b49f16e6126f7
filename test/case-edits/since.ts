import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { editColumn, editRows } from '../support/csv-rows.js';
import { type CaseEdits, edit, put } from '../support/edit.js';
import { honestEdits } from './honest.js';

/** Accidents in the real sheets that only a comparison with an earlier version finds, or that are codes without zeros. */
export const since: CaseEdits = {
  // Find and Replace misspelled an agency in all rows that name it. The sheet of agencies did not change.
  'since-references-replaced': (data) =>
    edit(data, 'indicators.csv', (text) => text.replace(/\bUNESCO-UIS\b/g, 'UNESCO-USI')),
  // All references to a source were changed to an edition that does not exist.
  'since-references-to-no-row': (data) =>
    edit(data, 'links.csv', (text) => text.replaceAll('unnm-hub-comment-2022', 'unnm-hub-comment-2024')),
  // A status was dragged over others. Few statuses are different.
  'since-status-dragged': (data) =>
    editColumn(data, 'links.csv', 'status', (values) => {
      const at = values.findIndex((_, i) => new Set(values.slice(i + 1, i + 7)).size === 3);
      return values.map((text, i) => (i > at && i < at + 8 ? (values[at] as string) : text));
    }),
  // A program wrote a column without accents.
  'since-accents-lost': (data) =>
    editColumn(data, 'goals.csv', 'title_es', (values) =>
      values.map((text) => text.normalize('NFD').replace(/\p{M}/gu, '')),
    ),
  // A program wrote 0 for the figures of a year, in rows that do not follow each other.
  'since-year-of-zeros': (data) =>
    editColumn(data, 'figures/SI_COV_UEMP.csv', 'value', (values, rows) =>
      values.map((text, i) => (rows[i]?.['year'] === '2020' ? '0' : text)),
    ),
  // Find and Replace took a letter out of all names in one language.
  'since-letter-replaced': (data) =>
    editColumn(data, 'targets.csv', 'title_es', (values) => values.map((text) => text.replaceAll('f', 'ph'))),
  // A letter of an identifier was doubled. No other sheet uses it.
  'since-identifier-mistyped': (data) =>
    edit(data, 'sources.csv', (text) => text.replace(/^sdg-translations,/m, 'sdg-transslations,')),
  // The figure of a year between two others was deleted.
  'since-year-deleted': (data) =>
    editRows(data, 'figures/SM_DTH_MIGR.csv', (rows) => {
      const isLost = ({ area, year }: Record<string, string>): boolean => area === '001' && year === '2019';
      return rows.filter((row) => !isLost(row));
    }),
  // The last figure of a series was deleted.
  'since-last-figure-deleted': (data) =>
    editRows(data, 'figures/SM_DTH_MIGR.csv', (rows) => {
      const isLost = ({ area, year }: Record<string, string>): boolean => area === '011' && year === '2021';
      return rows.filter((row) => !isLost(row));
    }),
  // The area of two figures was pasted over.
  'since-areas-of-figures-pasted': (data) =>
    editRows(data, 'figures/SM_DTH_MIGR.csv', (rows) =>
      rows.map((row) => (row['area'] === '151' && (row['year'] ?? '') > '2020' ? { ...row, area: '053' } : row)),
    ),
  // A source was copied with another identifier, to be edited later.
  'since-row-copied': (data) =>
    editRows(data, 'sources.csv', (rows) =>
      rows.flatMap((row) => (row['id'] === 'm49' ? [row, { ...row, id: 'm49-2025' }] : [row])),
    ),
  // A link was copied for another objective, with the reason of the first one.
  'since-link-copied': (data) =>
    editRows(data, 'links.csv', (rows) =>
      rows.flatMap((row, i) => (i === 161 ? [row, { ...row, objective: '22' }] : [row])),
    ),
  // A part of a column of yes and no was sorted.
  'since-yes-and-no-sorted': (data) =>
    editColumn(data, 'indicators.csv', 'concerns_migration', (values) => [
      ...values.slice(0, 120),
      ...values.slice(120).sort(),
    ]),
  // The spaces were removed from the names of a small sheet.
  'since-spaces-removed': (data) =>
    editColumn(data, 'goals.csv', 'short_en', (values) => values.map((text) => text.replaceAll(' ', ''))),
  // An address was dragged down, also over empty cells.
  'since-addresses-counted': (data) =>
    editColumn(data, 'sources.csv', 'url', (values) =>
      values.map((text, i) => (i >= 14 && i < 18 ? `https://undocs.org/A/76/${i}` : text)),
    ),
  // One translation was deleted.
  'since-translation-deleted': (data) =>
    editColumn(data, 'targets.csv', 'title_ru', (values) => values.map((text, i) => (i === 60 ? '' : text))),
  // The names of two statuses were exchanged in one language.
  'since-names-exchanged': (data) =>
    editColumn(data, 'statuses.csv', 'title_fr', ([first = '', second = '', third = '', ...others]) => [
      third,
      second,
      first,
      ...others,
    ]),
  // The years of some indicators were corrected.
  'since-years-corrected': (data) =>
    editColumn(data, 'indicators.csv', 'since', (values) =>
      values.map((text, i) => (text !== '' && i % 30 === 7 ? String(Number(text) + 1) : text)),
    ),
  // Two digits of a key were exchanged, so that it is invalid. The sheets that use it did not change.
  'since-key-invalid': (data) => edit(data, 'goals.csv', (text) => text.replace(/^12,/m, '21,')),
  // A digit of a key that is used once was mistyped, so that a similar key is nearer than the new one.
  'since-key-mistyped': (data) => edit(data, 'indicators.csv', (text) => text.replace(/^C050601,/m, 'C050691,')),
  // Figures of two indicators were imported as numbers. Other codes kept their zero.
  'since-codes-shortened': (data) =>
    editRows(data, 'indicator-targets.csv', (rows) =>
      rows.map((row) => (row['target'] === '16.10' ? { ...row, target: '16.1' } : row)),
    ),
  // Zeros at the front were lost: the shorter codes do not exist.
  'since-zeros-in-front-lost': (data) =>
    editColumn(data, 'figures/SM_DTH_MIGR.csv', 'area', (values) => values.map((text) => text.replace(/^0+/, ''))),
  // Numbers were rounded.
  'since-rounded': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text) => String(Math.round(Number(text) * 10) / 10)),
    ),
  // Without an earlier version: no code of the column has a final zero.
  'since-none-codes-shortened': (data) =>
    editColumn(data, 'indicator-targets.csv', 'target', (values) => values.map((text) => text.replace(/0$/, ''))),
  // One translation was sorted without the other columns.
  'since-column-sorted': (data) => editColumn(data, 'indicators.csv', 'title_es', (values) => [...values].sort()),
  // The key column was sorted as numbers, without the other columns.
  'since-key-column-sorted': (data) =>
    editColumn(data, 'indicator-targets.csv', 'number', (values) =>
      [...values].sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b)),
    ),
  // A column of the key was sorted, so that rows are equal.
  'since-part-of-key-sorted': (data) => editColumn(data, 'links.csv', 'objective', (values) => [...values].sort()),
  // A column with few different values was sorted.
  'since-few-values-sorted': (data) => editColumn(data, 'links.csv', 'source', (values) => [...values].sort()),
  // A cell was inserted and moved the cells below it down.
  'since-cells-moved-down': (data) =>
    editColumn(data, 'areas.csv', 'name_en', (values) => ['The world', ...values.slice(0, -1)]),
  // The headers of two columns were exchanged.
  'since-headers-exchanged': (data) =>
    edit(data, 'goals.csv', (text) => text.replace(/title_en,(.*?),short_en,/, 'short_en,$1,title_en,')),
  // A column was pasted into another one.
  'since-column-pasted': (data) =>
    editColumn(data, 'objectives.csv', 'short_en', (_, rows) => rows.map((row) => row['title_en'] as string)),
  // The cells of a column were deleted.
  'since-column-emptied': (data) => editColumn(data, 'targets.csv', 'sdgio', (values) => values.map(() => '')),
  // Values in thousands became values in units.
  'since-multiplied': (data) =>
    editColumn(data, 'figures/SM_DTH_MIGR.csv', 'value', (values) => values.map((text) => `${text}000`)),
  // The decimal point was read as a separator of thousands.
  'since-decimal-point-lost': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text) => text.replace(/^(-?)0*(\d*)\.(\d+)$/, '$1$2$3').replace(/^(-?)0+(?=\d)/, '$1')),
    ),
  // A digit was replaced by a letter in the whole sheet: years, numbers, areas and units are wrong.
  'since-letters-for-digits': (data) => edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replaceAll('3', 'B')),
  // The IRIs of all lists were changed in their own sheet only, so that concepts in many sheets have no list.
  'since-lists-renamed': (data) =>
    editColumn(data, 'schemes.csv', 'scheme', (values) => values.map((text) => text.replace('../', '../list-'))),
  // The decimal point of one figure moved.
  'since-one-decimal-point-moved': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => (i === 640 ? String(Number(text) * 100) : text)),
    ),
  // A paragraph among short names.
  'since-none-long-among-short': (data) =>
    put(data, 'objectives.csv', {
      2: {
        short_en: Array.from({ length: 12 }, (_, i) => `Step ${i + 1} reduces another one of the drivers.`).join(' '),
      },
    }),
  // A figure got a minus sign.
  'since-number-negated': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => (i === 777 ? `-${text}` : text)),
    ),
  // One digit of a figure was typed twice, and one digit of another was deleted.
  'since-digits-typed': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => {
        if (i === 1500) return text.replace(/\d(?=\.)/, '$&$&');
        return i === 0 ? text.slice(1) : text;
      }),
    ),
  // A number of few digits got another one.
  'since-digit-typed-in-a-count': (data) =>
    editColumn(data, 'objectives.csv', 'actions', (values) =>
      values.map((text, i) => (i === 5 ? text.replace(/^\d/, '$&2') : text)),
    ),
  // A key was pressed on one figure.
  'since-number-typed-over': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => (i === 0 ? '4' : text)),
    ),
  // A unit was pasted over three others.
  'since-unit-pasted': (data) =>
    editColumn(data, 'series.csv', 'unit', (values) => values.map((text, i) => (i >= 40 && i < 43 ? 'SCORE' : text))),
  // The unit of a series changed, but its values did not.
  'since-unit-of-a-series-changed': (data) =>
    editColumn(data, 'series.csv', 'unit', (values, rows) =>
      values.map((text, i) => (rows[i]?.['series'] === 'SI_COV_UEMP' ? 'INDEX' : text)),
    ),
  // A figure was dragged over the two below it, which counts in its last decimals.
  'since-figures-counted': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) =>
        i === 201 || i === 202
          ? (values[200] as string).replace(/\d+$/, (digits) => String(Number(digits) + i - 200))
          : text,
      ),
    ),
  // A year was dragged over the two below it, which counts.
  'since-years-counted': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'year', (values) =>
      values.map((text, i) => (i === 2001 || i === 2002 ? String(Number(values[2000]) + i - 2000) : text)),
    ),
  // A key was pressed on a note.
  'since-note-typed-over': (data) =>
    editColumn(data, 'links.csv', 'note', (values) => {
      const at = values.findIndex((text) => text.length > 30);
      return values.map((text, i) => (i === at ? 'x' : text));
    }),
  // A code was deleted from its cell, in a column with few values.
  'since-successor-deleted': (data) =>
    editColumn(data, 'indicators.csv', 'replaced_by', (values) => {
      const at = values.findLastIndex(Boolean);
      return values.map((text, i) => (i === at ? '' : text));
    }),
  // The only row of a sheet was split at its commas.
  'since-only-row-split': (data) =>
    editRows(data, 'dataset.csv', ([row = {}]) => {
      const [first = '', rest = ''] = (row['title_en'] ?? '').split(', ');
      return [{ ...row, title_en: first, title_fr: rest }];
    }),
  // A key was pressed on an empty cell that refers to another row.
  'since-key-pressed-on-a-reference': (data) =>
    editColumn(data, 'indicators.csv', 'replaced_by', (values) => values.map((text, i) => (i === 40 ? 'ss' : text))),
  // One letter of an address is missing.
  'since-address-mistyped': (data) =>
    editColumn(data, 'goals.csv', 'sdgio', (values) =>
      values.map((text, i) => (i === 8 ? text.replace('unep', 'unp') : text)),
    ),
  // A number was dragged over other numbers.
  'since-counted': (data) =>
    editColumn(data, 'links.csv', 'objective', (values) =>
      values.map((text, i) => (i > 130 && i < 138 ? String(i - 129) : text)),
    ),
  // A cell was dragged over others.
  'since-copied': (data) =>
    editColumn(data, 'indicators.csv', 'title_zh', (values) =>
      values.map((text, i) => (i > 200 && i < 208 ? (values[200] as string) : text)),
    ),
  // Only the visible rows of a filter were saved.
  'since-rows-removed': (data) =>
    editRows(data, 'links.csv', (rows) => rows.filter(({ status }) => status === 'stated')),
  // The unit of a whole column was overwritten.
  'since-units-changed': (data) => editColumn(data, 'series.csv', 'unit', (values) => values.map(() => 'INDEX')),
  // The names of two areas were exchanged.
  'since-two-names-exchanged': (data) =>
    editColumn(data, 'areas.csv', 'name_en', (values) =>
      values.map((_, i) => values[i === 7 ? 12 : i === 12 ? 7 : i] as string),
    ),
  // A name was dragged over the two names below it.
  'since-name-dragged': (data) =>
    editColumn(data, 'series.csv', 'title_en', (values) =>
      values.map((text, i) => (i > 20 && i < 23 ? (values[20] as string) : text)),
    ),
  // A cell contains its name and the name of the next row.
  'since-two-names-in-a-cell': (data) =>
    editColumn(data, 'areas.csv', 'name_es', (values) =>
      values.map((text, i) => (i === 4 ? `${text} / ${values[5]}` : text)),
    ),
  // A title was split at its last comma, and the rest replaced the rights.
  'since-text-split': (data) =>
    editRows(data, 'sources.csv', (rows) =>
      rows.map((row) => {
        const [title = '', rights = ''] = (row['title'] as string).split(', with ');
        return rights === '' ? row : { ...row, title, rights: `with ${rights}` };
      }),
    ),
  // A text was cut after a comma. No earlier version is needed.
  'since-none-text-ends-with-comma': (data) =>
    editColumn(data, 'sources.csv', 'title', (values) =>
      values.map((text) => text.replace(/(2030 Agenda),? .*/, '$1,')),
    ),
  // A program replaced a hyphen by a dash.
  'since-hyphen-became-dash': (data) =>
    edit(data, 'objectives.csv', (text) => text.replace('evidence-based public', 'evidence–based public')),
  // A French name contains the Spanish one.
  'since-name-of-another-language': (data) =>
    editRows(data, 'statuses.csv', (rows) =>
      rows.map((row, i) => (i === 2 ? { ...row, title_fr: row['title_es'] as string } : row)),
    ),
  // Three cells were merged. Only the first one kept its name.
  'since-cells-merged': (data) =>
    editColumn(data, 'goals.csv', 'short_ru', (values) => values.map((text, i) => (i > 5 && i < 8 ? '' : text))),
  // Some neighbouring rows were deleted.
  'since-neighbouring-rows-removed': (data) =>
    editRows(data, 'figures/SM_DTH_MIGR.csv', (rows) => rows.filter((_, i) => i < 300 || i > 302)),
  // The copy of the file stopped after a third of its rows.
  'since-file-cut': (data) => editRows(data, 'figures/SM_POP_REFG_OR.csv', (rows) => rows.slice(0, 1600)),
  // Parts of words were replaced too.
  'since-replaced': (data) =>
    editColumn(data, 'targets.csv', 'title_fr', (values) => values.map((text) => text.replaceAll('ment', 'mant'))),
  // A database column was too short.
  'since-texts-cut': (data) =>
    editColumn(data, 'indicators.csv', 'title_ru', (values) => values.map((text) => text.slice(0, 50).trim())),
  // The sheet was saved in an encoding without these letters.
  'since-letters-lost': (data) =>
    editColumn(data, 'areas.csv', 'name_fr', (values) => values.map((text) => text.replace(/[^\0-~]/g, '?'))),
  // Years moved by the difference of two date systems.
  'since-years-moved': (data) =>
    editColumn(data, 'indicators.csv', 'since', (values) =>
      values.map((text) => (text === '' ? '' : String(Number(text) - 4))),
    ),
  // A table changes its thresholds.
  'since-other-thresholds': (data) => {
    editColumn(data, 'areas.csv', 'kind', (values) =>
      values.map((text, i) => ([11, 14, 17, 20].includes(i) ? 'grouping' : text)),
    );
    edit(data, 'tables.json', (text) =>
      text.replace(
        '"url": "areas.csv",',
        '"url": "areas.csv", "https://w3id.org/gcm-graph/ontology#cells": 2, "https://w3id.org/gcm-graph/ontology#changedShare": 0.05,',
      ),
    );
  },
  // The folder to compare with has other sheets.
  'since-other-sheets': (data) =>
    writeFileSync(
      path.join(data, '../release-1/tables.json'),
      '{"@context": "http://www.w3.org/ns/csvw", "tables": []}',
    ),
  // A filter showed one year, and its rows were deleted.
  'since-year-removed': (data) =>
    editRows(data, 'figures/SM_POP_REFG_OR.csv', (rows) => rows.filter(({ year }) => year !== '2011')),
  // A number was overwritten with 0, and others got the rounding error of a program, which changes nothing.
  'since-number-became-zero': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => (i === 2998 ? '0' : i < 20 && i > 15 ? String(Number(text) + 4e-16) : text)),
    ),
  // A day's work without an accident.
  'since-honest-edits': (data) => {
    for (const change of Object.values(honestEdits)) change(data);
  },
};
