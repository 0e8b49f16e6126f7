import type { Problem } from '../problem.js';
import { whereOf } from './fault-problems.js';
import type { Finding } from './findings.js';
import type { PassedFile } from './whole-pass.js';

/** The dimensions that a series has, in whatever file. */
export function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const known = bySeries.get(finding.series) ?? new Set();
    for (const dimension of finding.dimensions) known.add(dimension);
    bySeries.set(finding.series, known);
  }
  return bySeries;
}

/** By series: dimensions that some of its rows have and others lack; `all` are those that it has. */
export function fillsOf(findings: Finding[], all = dimensionsBySeries(findings)): Map<string, string[]> {
  const fills = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const lacking = [...(all.get(finding.series) ?? [])].filter((dimension) => !finding.dimensions.includes(dimension));
    if (lacking.length > 0) fills.set(finding.series, new Set([...(fills.get(finding.series) ?? []), ...lacking]));
  }
  return new Map([...fills].map(([series, dimensions]) => [series, [...dimensions].sort()]));
}

/** A notice for each file and series of which rows lack a dimension. */
export function fillNotices(passed: Pick<PassedFile, 'source' | 'found'>[]): Problem[] {
  const all = dimensionsBySeries(passed.flatMap(({ found }) => found));
  return passed.flatMap(({ source, found }) =>
    [...fillsOf(found, all)].map(
      ([series, dimensions]): Problem => ({
        code: 'observation-dimension',
        severity: 'notice',
        message: `some rows of ${series} say nothing of ${dimensions.join(', ')}, which other rows of it do; it is _X there, not specified`,
        where: whereOf(source),
      }),
    ),
  );
}
