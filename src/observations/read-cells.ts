import { textFault } from '../csvw/rows/cell.js';
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
import { readPeriod } from './read-period.js';
import { type Area, type Concept, readAreas } from './tables.js';
import { createNumberReader, createValueReader } from './value-cell.js';

export interface CellReaders {
  series: ReadCell;
  area: ReadCell;
  period: ReadCell;
  value: ReadCell;
  action: ReadCell;
  concept(concept: Concept): ReadCell;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Readers of all kinds of cells; what they meet for the first time they `tell`. */
export function createCellReaders(job: ObservationJob, tails: Tails, tell: (finding: Finding) => void): CellReaders {
  const { base } = job;
  const areaCode = compileArea(job.areasByIso);
  let areas: Area[] | undefined; // read when one is none, which is rare
  const noArea = (found: string): Cell => {
    areas ??= readAreas();
    const due = 'the three digits of M49, such as 004, or the letters of ISO 3166-1, such as AF or AFG';
    return wrong('observation-area', `"${clip(found)}" is no code of an area`, areaMeant(found, areas) ?? due);
  };

  const conceptCell = (concept: Concept): ReadCell => {
    const property = propertyIri(base, concept);
    if (concept.values === 'number') return createNumberReader(job, property, tails);
    const codeOf = compileCode(job.aligned.get(concept.concept), job.codes.get(concept.concept), job.isSmall);
    return (given, name) => {
      if (isBlank(given)) return nothing;
      if (concept.values === 'text') return textCell(given, property, tails);
      const { code: found, name: label } = labelled(given, job.hasLabels);
      const code = codeOf(found);
      tell({ kind: 'code', concept: concept.concept, code, found, name: label ?? name() });
      return checked(given, cell(code, segment(code), [tails.iri(property, codeIri(base, concept, code))]));
    };
  };
  return {
    series(given, name) {
      const { code, name: label } = labelled(given, job.hasLabels);
      if (isBlank(code)) return wrong('required', 'a row must name its series');
      const lines = [
        tails.iri(`${qb}dataSet`, dataSetIri(base, code)),
        tails.iri(ontologyIri(base, 'series'), seriesIri(code)),
      ];
      tell({ kind: 'series', series: code, name: label ?? name() });
      return checked(given, cell(code, segment(code), lines));
    },
    area(given, name) {
      const { code: found, name: label } = labelled(given, job.hasLabels);
      if (isBlank(found)) return wrong('required', 'a row must name its area');
      const code = areaCode(found);
      if (code === undefined) return noArea(found);
      tell({ kind: 'area', area: code, name: label ?? name() });
      return checked(given, cell(code, segment(code), [tails.iri(refArea, areaIri(base, code))]));
    },
    period(given) {
      const period = readPeriod(given);
      if (period) return cell(period.text, segment(period.text), [tails.literal(refPeriod, period.text, period.type)]);
      if (isBlank(given)) return wrong('required', 'a row must name its period');
      return wrong('datatype', `"${clip(given)}" is no period`, 'a period such as 2017, 2017-04 or 2017-Q2');
    },
    value: createValueReader(job, tails, tell),
    action: (given) =>
      /^[AIMR]?$/i.test(given.trim())
        ? nothing
        : wrong('datatype', `the action "${clip(given)}" adds no observation`, 'I, A, M or R'),
    concept: conceptCell,
  };
}

const textCell = (given: string, property: string, tails: Tails): Cell =>
  checked(given, cell(given.trim(), '', [tails.literal(property, given.trim())]));

/** Characters that are damaged or cannot be seen are no part of a code or text. */
function checked(given: string, read: Cell): Cell {
  const fault = textFault(given);
  return fault ? wrong(fault.code, fault.message) : read;
}

/** "F: Female" → "F", "Female" */
function labelled(given: string, hasLabels: boolean): { code: string; name?: string } {
  const at = hasLabels ? given.indexOf(': ') : -1;
  return at < 0 ? { code: given.trim() } : { code: given.slice(0, at).trim(), name: given.slice(at + 2).trim() };
}
