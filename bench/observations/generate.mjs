// node generate.mjs ROWS OUT.csv [twice | broken]: writes rows in the format of the UNSD portal (23 columns), with
// unique keys. "twice": the last row has the key of the first. "broken": the middle row has a misplaced quotation mark,
// and the last row has an invalid value.
import { closeSync, openSync, writeSync } from 'node:fs';

const [rows, out, fault] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const header =
  'Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,TimeCoverage,UpperBound,LowerBound,BasePeriod,Source,GeoInfoUrl,FootNote,Age,Nature,Observation Status,Reporting Type,Sex,Units\n';
const ages = ['ALLAGE', '15+', '<5Y', '15-24', '25+'];
const sexes = ['BOTHSEX', 'FEMALE', 'MALE'];
const units = ['PERCENT', 'NUMBER', 'PER_100000_POP', 'CON_USD_M'];
const natures = ['C', 'CA', 'E', 'G', 'M'];
const sources = ['World Bank', 'ILO modelled estimates', '"Ministry of Labour, ""annual"" report"', 'UNODC'];
const notes = ['', '', '', '"Data refer to persons aged 15 and over, by country of origin."', '', ''];

let seed = 20240501;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
};

/** Generates a row. Its codes are the digits of its number, so that keys are unique. */
function row(number) {
  let rest = number;
  const digit = (of) => {
    const one = rest % of;
    rest = Math.floor(rest / of);
    return one;
  };
  const [sex, age, year, area] = [digit(3), digit(5), 2000 + digit(25), digit(260)];
  const series = rest;
  const goal = 1 + (series % 17);
  const value = (random() * 1000).toFixed(1 + (number % 4));
  const cell = number % 997 === 0 ? `<${value}` : number % 499 === 0 ? 'NaN' : value;
  const code = `${['SI', 'SL', 'SM', 'VC'][series % 4]}_BENCH_${String(series).padStart(4, '0')}`;
  return `${goal},${goal}.${1 + (series % 9)},${goal}.${1 + (series % 9)}.1,${code},Series number ${series} of the bench (%),${4 + area * 3},Area ${area},${year},${cell},${year},,,,,${sources[series % 4]},,${notes[number % 6]},${ages[age]},${natures[area % 5]},A,G,${sexes[sex]},${units[series % 4]}\n`;
}

function faultyRow(number) {
  const isLast = number === rows - 1;
  if (fault === 'twice' && isLast) return row(0);
  const text = row(number);
  if (fault === 'broken' && isLast) return text.split(',').with(8, 'zzz').join(',');
  return fault === 'broken' && number === rows >> 1 ? text.replace('Series number', '"Series number') : text;
}

const file = openSync(out, 'w');
let text = header;
for (let number = 0; number < rows; number++) {
  text += fault ? faultyRow(number) : row(number);
  if (text.length < 1 << 20) continue;
  writeSync(file, text);
  text = '';
}
writeSync(file, text);
closeSync(file);
