import type { Point } from '../figures/series-figures.js';
import { sparkShape, sparkSize } from './spark-shape.js';

/**
 * A small line of figures: solid between neighbouring years, dotted across years without a value. A single
 * figure is a dot on a dotted line. Years go from left to right on every page. The text after it says the same.
 */
export function sparkline(points: readonly Point[]) {
  const shape = sparkShape(points);
  if (shape === undefined) return null;
  const { width, height } = sparkSize;
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} {...sparkSize} aria-hidden="true" direction="ltr">
      {shape.dotted && <path class="gap" d={shape.dotted} />}
      {shape.solid && <path d={shape.solid} />}
      <path class="end" d={shape.end} />
    </svg>
  );
}
