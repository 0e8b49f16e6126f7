import type { Point } from '../figures/points.js';
import { sparkShape, sparkSize } from './spark-shape.js';

/**
 * A small line of figures: solid between neighbouring years, dotted across years without a value. A single
 * figure is a dot on a dotted line. Years go from left to right on every page. The text after it says the same.
 */
export const sparkline = (points: readonly Point[]) =>
  points.length > 0 && (
    <svg
      class="spark"
      viewBox={`0 0 ${sparkSize.width} ${sparkSize.height}`}
      {...sparkSize}
      aria-hidden="true"
      direction="ltr"
    >
      {sparkPaths(points)}
    </svg>
  );

/** The paths of a small line. */
export function sparkPaths(points: readonly Point[]) {
  const { solid, dotted, end } = sparkShape(points);
  return (
    <>
      {dotted && <path class="gap" d={dotted} />}
      {solid && <path d={solid} />}
      <path class="end" d={end} />
    </>
  );
}
