/**
 * Assigns columns to rows so that the sum of the weights is as large as possible, and each column is used once (the
 * Hungarian method). `weights`: one row per item; there are at least as many columns as rows. Returns the column of each row.
 */
export function bestAssignment(weights: readonly (readonly number[])[]): number[] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  const rowValues = new Float64Array(rows + 1);
  const columnValues = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1); // 0: free
  for (let row = 1; row <= rows; row++) {
    const before = new Int32Array(columns + 1);
    const least = new Float64Array(columns + 1).fill(Infinity);
    const isUsed = new Uint8Array(columns + 1);
    let column = 0;
    rowOf[0] = row;
    do {
      isUsed[column] = 1;
      const current = rowOf[column] ?? 0;
      let step = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (isUsed[j]) continue;
        const cost = -(weights[current - 1]?.[j - 1] ?? 0) - (rowValues[current] ?? 0) - (columnValues[j] ?? 0);
        if (cost < (least[j] ?? 0)) {
          least[j] = cost;
          before[j] = column;
        }
        if ((least[j] ?? 0) < step) {
          step = least[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (isUsed[j]) {
          rowValues[rowOf[j] ?? 0] = (rowValues[rowOf[j] ?? 0] ?? 0) + step;
          columnValues[j] = (columnValues[j] ?? 0) - step;
        } else least[j] = (least[j] ?? 0) - step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = before[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]) columnOf[(rowOf[j] ?? 0) - 1] = j - 1;
  return columnOf;
}
