// Writes the Markdown tables of docs/observations.md. Derived figures are computed from the printed ones, so that
// readers can recompute them.

const line = (cells) => `|${cells.map((cell) => (cell ? ` ${cell} |` : ' |')).join('')}`;
const head = (columns) => [line(columns), `|${'---|'.repeat(columns.length)}`];
const grouped = (number) => number.toLocaleString('en', { maximumFractionDigits: 0 });

/** Rounds to three significant digits: 374, 22.4, 1.49 */
export const short = (number) =>
  number >= 100 ? grouped(number) : number >= 10 ? number.toFixed(1) : number.toFixed(2);
export const readShort = (text) => Number(text.replaceAll(',', ''));

export const speedColumns = [
  ...['', 'MB out', 'seconds', 'MB/s', 'core seconds', 'core seconds per GB'],
  ...['yardstick ÷', 'limit', 'gcm ÷', 'at least', 'peak memory', 'limit'],
];

/** Computes the derived cells of a row from the printed ones. */
export function speedQuotients(megabytes, seconds, cores, yardstick, ours) {
  const [written, taken] = [readShort(megabytes), readShort(seconds)];
  const rate = short(written / taken);
  const by = (other) => (other === undefined ? undefined : short(readShort(other) / readShort(rate)));
  return [rate, cores, short((1000 * readShort(cores)) / written), by(yardstick), by(ours)];
}

/** Rows: { name, megabytes, seconds, cores, peak, most, least, memory, isPacked }; first the yardstick, then gcm. */
export function speedTable(rows) {
  const printed = rows.map(({ megabytes, seconds, cores }) => [grouped(megabytes), short(seconds), short(cores)]);
  const [yardstick, ours] = printed.slice(0, 2).map((cells) => speedQuotients(...cells)[0]);
  const lines = rows.map(({ name, most, least, peak, memory, isPacked }, i) => {
    const [megabytes, seconds, cores] = printed[i];
    const others = isPacked ? [undefined, cores] : speedQuotients(megabytes, seconds, cores, yardstick, ours);
    const [rate, all, each, byYardstick, byOurs] = others;
    return line([
      ...[name, megabytes, seconds, rate, all, each, byYardstick, most, byOurs, least, `${grouped(peak)} MB`],
      memory === undefined ? undefined : `${memory} MB`,
    ]);
  });
  return [...head(speedColumns), ...lines];
}

export const threadColumns = [
  'threads',
  'seconds',
  'core seconds',
  'main thread',
  'busiest other thread',
  'idle cores',
];

/** Estimates the duration on idle cores: main thread plus busiest thread, or all CPU time divided by the cores. */
export const alone = (all, main, busiest, cores) =>
  short(Math.max(readShort(main) + readShort(busiest), readShort(all) / cores));

/** Rows: { threads, seconds, all, main, busiest }, for one thread and then two. */
export function threadsTable(rows, cores) {
  const printed = rows.map(({ threads, ...figures }) => {
    const [seconds, all, main, busiest] = ['seconds', 'all', 'main', 'busiest'].map((name) => short(figures[name]));
    return [threads, seconds, all, main, busiest, alone(all, main, busiest, cores)];
  });
  const [one, two] = printed;
  const gain = (column) => (readShort(one[column]) / readShort(two[column])).toFixed(2);
  return [
    ...[...head(threadColumns), ...printed.map(line), ''],
    `Two threads are ${gain(1)} times as fast by the clock as a single thread, and ${gain(5)} times if nothing shares the cores (limit: 1.6).`,
  ];
}

/** Rows: { name, read, written, seconds, cores, peak, rows }. */
export function growthTable(rows) {
  const columns = [
    '',
    'MB in',
    'MB out',
    'seconds',
    'rows per second',
    'core seconds',
    'core µs per row',
    'peak memory',
  ];
  const lines = rows.map(({ name, rows: count, read, written, seconds, cores, peak }) => {
    const [taken, all] = [short(seconds), short(cores)];
    const rate = grouped(Math.round(count / readShort(taken) / 1000) * 1000);
    const each = ((readShort(all) / count) * 1e6).toFixed(1);
    return line([name, grouped(read), written && grouped(written), taken, rate, all, each, `${grouped(peak)} MB`]);
  });
  return [...head(columns), ...lines];
}
