import { textFault } from '../csvw/rows/cells.js';
import { clip } from '../problem.js';
import {
  areaIri,
  codeIri,
  dataSetIri,
  ontologyIri,
  propertyIri,
  qb,
  refArea,
  refPeriod,
  segment,
  seriesIri,
} from './addresses.js';
import { type Cell, cell, nothing, type ReadCell, type Tails, wrong } from './cell.js';
import type { Finding } from './findings.js';
import type { ObservationJob } from './job.js';
import { areaMeant, compileArea, compileCode } from './read-code.js';
import { readPeriod } from './read-value.js';
import type { Concept } from './tables.js';
import { trimmed, unseenFault } from './unseen.js';
import { createNumberReader, createValueReader } from './value-cell.js';

export interface CellReaders {
  series: ReadCell;
  area: ReadCell;
  period: ReadCell;
  value: ReadCell;
  action: ReadCell;
  concept(concept: Concept): ReadCell;
}

type Tell = (finding: Finding) => void;

/** Readers of all kinds of cells; what they meet for the first time they `tell`. */
export const createCellReaders = (job: ObservationJob, tails: Tails, tell: Tell): CellReaders => ({
  series: seriesReader(job, tails, tell),
  area: areaReader(job, tails, tell),
  period: periodReader(tails),
  value: createValueReader(job, tails, tell),
  action: (given) =>
    /^[AIMR]?$/i.test(given.trim())
      ? nothing
      : wrong('datatype', `the action "${clip(given)}" adds no observation`, 'I, A, M or R'),
  concept: (concept) => conceptReader(concept, job, tails, tell),
});

const seriesReader =
  ({ base, hasLabels }: ObservationJob, tails: Tails, tell: Tell): ReadCell =>
  (given, name) =>
    codeCell(given, hasLabels, (code, label) => {
      if (code === '') return wrong('required', 'a row must name its series');
      const lines = [
        tails.iri(`${qb}dataSet`, dataSetIri(base, code)),
        tails.iri(ontologyIri(base, 'series'), seriesIri(code)),
      ];
      tell({ kind: 'series', series: code, name: label ?? name() });
      return cell(code, segment(code), lines);
    });

function areaReader({ base, hasLabels, areas }: ObservationJob, tails: Tails, tell: Tell): ReadCell {
  const areaCode = compileArea(areas);
  const noArea = (found: string): Cell => {
    const due = 'the three digits of M49, such as 004, or the letters of ISO 3166-1, such as AF or AFG';
    return wrong('observation-area', `"${clip(found)}" is no code of an area`, areaMeant(found, areas) ?? due);
  };
  return (given, name) =>
    codeCell(given, hasLabels, (found, label) => {
      if (found === '') return wrong('required', 'a row must name its area');
      const code = areaCode(found);
      if (code === undefined) return noArea(found);
      tell({ kind: 'area', area: code, name: label ?? name() });
      return cell(code, segment(code), [tails.iri(refArea, areaIri(base, code))]);
    });
}

const periodReader =
  (tails: Tails): ReadCell =>
  (given) =>
    codeCell(given, false, (text) => {
      if (text === '') return wrong('required', 'a row must name its period');
      const period = readPeriod(text);
      if (!period)
        return wrong('datatype', `"${clip(text)}" is no period`, 'a period such as 2017, 2017-04 or 2017-Q2');
      return cell(period.text, segment(period.text), [tails.literal(refPeriod, period.text, period.type)]);
    });

function conceptReader(concept: Concept, job: ObservationJob, tails: Tails, tell: Tell): ReadCell {
  const { base, aligned, codes, isSmall, hasLabels } = job;
  const property = propertyIri(base, concept);
  if (concept.values === 'number') return createNumberReader(job, property, tails);
  if (concept.values === 'text') return (given) => textCell(given, property, tails);
  const codeOf = compileCode(aligned.get(concept.concept), codes.get(concept.concept), isSmall);
  return (given, name) =>
    codeCell(given, hasLabels, (found, label) => {
      if (found === '') return nothing;
      const code = codeOf(found);
      tell({ kind: 'code', concept: concept.concept, code, found, name: label ?? name() });
      return cell(code, segment(code), [tails.iri(property, codeIri(base, concept, code))]);
    });
}

function textCell(given: string, property: string, tails: Tails): Cell {
  const text = given.trim();
  if (text === '') return nothing;
  const fault = textFault(given);
  return fault ? wrong(fault.code, fault.message) : cell(text, '', [tails.literal(property, text)]);
}

/** What is made of a code and the name behind it, unless something in it is damaged or cannot be seen. */
function codeCell(given: string, hasLabels: boolean, make: (code: string, label?: string) => Cell): Cell {
  const { code, name } = labelled(given, hasLabels);
  const fault = code === '' ? undefined : (textFault(given) ?? unseenFault(code));
  return fault ? wrong(fault.code, fault.message, fault.expected) : make(code, name);
}

/** "F: Female" → "F", "Female" */
function labelled(given: string, hasLabels: boolean): { code: string; name?: string } {
  const at = hasLabels ? given.indexOf(': ') : -1;
  return at < 0 ? { code: trimmed(given) } : { code: trimmed(given.slice(0, at)), name: given.slice(at + 2).trim() };
}
