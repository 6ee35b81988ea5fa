/** A linear model over features as ONNX: the rows of a bag of feature ids, added up. */
import { type OnnxGraph, onnxModel } from "./graph.ts";
import { lookUp, type Quantised, type Table } from "./table.ts";

export interface BagModel {
  /**
   * One row a feature, one column a class; `quantise` makes it a quarter of the size. Row 0 stands for "nothing", and must hold zeros: a
   * shorter bag is filled up with it.
   */
  table: Table | Quantised;
  /** One number a column. */
  bias: Float32Array;
  /** With true the model has a second input `values` [N, L] float: what each feature counts (tf-idf, say); 0 for the filling. */
  weighed: boolean;
}

/**
 * The bytes of an ONNX file. Inputs: `ids` [N, L] int32 (rows of the table; N texts, L places, both free) and, when `weighed`, `values`
 * [N, L] float. Output: `logits` [N, columns] float = bias + Σ rows (× values); the softmax or sigmoid is the caller's.
 *
 * An id outside the table makes the run fail. @throws Error when row 0 is not zero or the bias does not fit.
 */
export function bagOnnx({ table, bias, weighed }: BagModel): Uint8Array {
  const first =
    "data" in table ? table.data.subarray(0, table.columns) : table.bytes.subarray(0, table.columns);
  if (first.some((value) => value !== 0)) throw new Error("Row 0 stands for nothing: it must hold zeros");
  if (bias.length !== table.columns)
    throw new Error(`The bias has ${bias.length} numbers for ${table.columns} columns`);
  const looked = lookUp(table, "ids", "rows");
  const graph: OnnxGraph = {
    name: "bag",
    inputs: [
      { name: "ids", type: "int32", shape: ["texts", "places"] },
      ...(weighed ? [{ name: "values", type: "float" as const, shape: ["texts", "places"] }] : []),
    ],
    outputs: [{ name: "logits", type: "float", shape: ["texts", table.columns] }],
    weights: [
      ...looked.weights,
      { name: "bias", shape: [table.columns], data: bias },
      { name: "places", shape: [1], data: BigInt64Array.of(1n) },
      ...(weighed ? [{ name: "last", shape: [1], data: BigInt64Array.of(-1n) }] : []),
    ],
    nodes: [
      ...looked.nodes,
      ...(weighed
        ? [
            { op: "Unsqueeze", inputs: ["values", "last"], outputs: ["value"] },
            { op: "Mul", inputs: ["rows", "value"], outputs: ["counted"] },
          ]
        : []),
      {
        op: "ReduceSum",
        inputs: [weighed ? "counted" : "rows", "places"],
        outputs: ["sums"],
        attributes: { keepdims: 0 },
      },
      { op: "Add", inputs: ["sums", "bias"], outputs: ["logits"] },
    ],
  };
  return onnxModel(graph);
}
