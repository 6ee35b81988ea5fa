/** Sparse rows, one behind the other (CSR): which features a text has, and how much of each. */

export interface Rows {
  /** Where each row begins; one longer than there are rows. */
  starts: Int32Array;
  ids: Int32Array;
  values: Float32Array;
  /** Number of features: ids lie below it. */
  width: number;
}

export function rowCount(rows: Rows): number {
  return rows.starts.length - 1;
}

/** Gathers rows of any number and length. */
export function rowBuilder() {
  let ids = new Int32Array(1 << 16);
  let values = new Float32Array(1 << 16);
  let used = 0;
  const starts = [0];
  return {
    add(id: number, value: number): void {
      if (used === ids.length) {
        const more = new Int32Array(used * 2);
        more.set(ids);
        ids = more;
        const moreValues = new Float32Array(used * 2);
        moreValues.set(values);
        values = moreValues;
      }
      ids[used] = id;
      values[used++] = value;
    },
    end(): void {
      starts.push(used);
    },
    rows(width: number): Rows {
      return {
        starts: Int32Array.from(starts),
        ids: ids.slice(0, used),
        values: values.slice(0, used),
        width,
      };
    },
  };
}

/** Σ value × weight of a row. */
export function rowDot(rows: Rows, row: number, weights: Float64Array): number {
  const { starts, ids, values } = rows;
  const to = starts[row + 1] as number;
  let sum = 0;
  for (let at = starts[row] as number; at < to; at++)
    sum += (values[at] as number) * (weights[ids[at] as number] as number);
  return sum;
}
