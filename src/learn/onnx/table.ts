/** A table of numbers that a model looks rows up in, at a quarter of its size: eight bits a number and one scale a row. */
import type { OnnxNode, OnnxTensor } from "./graph.ts";

export interface Table {
  /** rows × columns, row by row */
  data: Float32Array;
  rows: number;
  columns: number;
}

export interface Quantised {
  rows: number;
  columns: number;
  bytes: Int8Array;
  /** One a row: a number is its byte × the row's scale. */
  scales: Float32Array;
}

/** Symmetric, by each row's largest absolute value: no number moves by more than that ÷ 254. */
export function quantise({ data, rows, columns }: Table): Quantised {
  const bytes = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let most = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) most = Math.max(most, Math.abs(data[i] ?? 0));
    scales[row] = most / 127;
    const scale = scales[row] ?? 0;
    if (scale > 0)
      for (let i = row * columns; i < (row + 1) * columns; i++) bytes[i] = Math.round((data[i] ?? 0) / scale);
  }
  return { rows, columns, bytes, scales };
}

/** What the quantised numbers stand for. */
export function restore({ bytes, scales, rows, columns }: Quantised): Float32Array {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i++) data[i] = (bytes[i] ?? 0) * (scales[Math.floor(i / columns)] ?? 0);
  return data;
}

/** Nodes and weights by which `output` [… , columns] holds the rows that `ids` [… ] (int32) names. */
export function lookUp(
  table: Table | Quantised,
  ids: string,
  output: string,
): { nodes: OnnxNode[]; weights: OnnxTensor[] } {
  const name = (part: string) => `${output}_${part}`;
  const { rows, columns } = table;
  if ("data" in table)
    return {
      nodes: [{ op: "Gather", inputs: [name("table"), ids], outputs: [output] }],
      weights: [{ name: name("table"), shape: [rows, columns], data: table.data }],
    };
  return {
    nodes: [
      { op: "Gather", inputs: [name("table"), ids], outputs: [name("bytes")] },
      { op: "Cast", inputs: [name("bytes")], outputs: [name("floats")], attributes: { to: 1 } },
      { op: "Gather", inputs: [name("scales"), ids], outputs: [name("scale")] },
      { op: "Mul", inputs: [name("floats"), name("scale")], outputs: [output] },
    ],
    weights: [
      { name: name("table"), shape: [rows, columns], data: table.bytes },
      { name: name("scales"), shape: [rows, 1], data: table.scales },
    ],
  };
}
