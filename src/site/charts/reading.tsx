import { pointText } from '../figures/figure-text.js';
import { places } from '../figures/places.js';
import { type SeriesFigures, wholeAreas } from '../figures/series-figures.js';
import { plainText } from '../layout/components.js';
import type { View } from '../view.js';
import { fill } from '../words.js';
import { type PlotLine, usualStep } from './plot-layout.js';

/** How to read a chart, in words. */

/** The first and the last figure of each line: "World: 9.3 (2011), 6.3 (2022); …" */
export const spokenLines = ({ words }: View, lines: readonly PlotLine[]): string =>
  lines
    .map(({ name, points }) => {
      const ends = points.length > 1 ? [points[0], points.at(-1)] : points;
      return `${name}: ${ends.map((end) => end && `${pointText(end, words)} (${end.year})`).join(', ')}`;
    })
    .join('; ');

/** The better direction, who reports, years without values, and limits. */
export function reading(view: View, figures: SeriesFigures, lines: readonly PlotLine[]) {
  const { site, words } = view;
  const { chart } = words;
  const hasGaps = lines.some(({ points }) => {
    const step = usualStep(points);
    return points.some(({ year }, i) => i > 0 && year - (points[i - 1]?.year ?? year) > step);
  });
  const hasBounds = lines.some(({ points }) => points.some(({ sign }) => sign !== undefined));
  return (
    <>
      <h3>{chart.howToRead}</h3>
      <p>{chart[figures.direction]}</p>
      {hasBounds && <p>{chart.bounds}</p>}
      <h3>{chart.whoReports}</h3>
      <p>{reporting(view, figures)}</p>
      {wholeAreas(site)
        .filter((area) => !figures.byArea.has(area))
        .map((area) => (
          <p>{fill(chart.noWhole, { area: plainText(view.label(area)) })}</p>
        ))}
      {hasGaps && [<h3>{chart.gaps}</h3>, <p>{chart.gapsNote}</p>]}
    </>
  );
}

/** The number of areas with figures, and with one for the newest year. */
function reporting({ site, words }: View, { byArea }: SeriesFigures): string {
  const known = places(site);
  const counted = [...byArea.keys()].filter((area) => known.size === 0 || known.has(area));
  const year = Math.max(...[...byArea.keys()].map((area) => byArea.newest(area)?.year ?? 0));
  const recent = counted.filter((area) => byArea.newest(area)?.year === year).length;
  return fill(words.chart.reporting, { count: String(counted.length), year: String(year), recent: String(recent) });
}
