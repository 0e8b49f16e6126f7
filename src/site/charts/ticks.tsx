import { at } from './measure.js';

const size = { width: 64, height: 28 };
const [left, right, top, bottom] = [2, 62, 7, 21];

/** One tick for each value from zero to the largest on a square-root scale: many values are small. From left to right. */
export function ticks(values: readonly number[]) {
  const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
  const roots = values.map(root);
  const [low, high] = [Math.min(0, ...roots), Math.max(0, ...roots)];
  const across = (value: number): number =>
    high === low ? (left + right) / 2 : left + ((value - low) / (high - low)) * (right - left);
  const places = [...new Set(roots.map((value) => at(across(value))))].sort((a, b) => a - b);
  return (
    <svg class="ticks" viewBox={`0 0 ${size.width} ${size.height}`} {...size} aria-hidden="true" direction="ltr">
      <path d={places.map((x) => `M${x} ${top}V${bottom}`).join('')} />
    </svg>
  );
}

/** Fine lines in place of figures that do not exist. */
export function hatching() {
  const lines = Array.from({ length: 13 }, (_, i) => `M${i * 6 - 12} ${bottom}l${bottom - top} ${top - bottom}`);
  return (
    <svg class="hatching" viewBox={`0 0 ${size.width} ${size.height}`} {...size} aria-hidden="true">
      <path d={lines.join('')} />
    </svg>
  );
}
