/** Parts of an exported network that more than one kind has: each is a few operators and their weights, joined by the names of values. */
import type { Plan } from "../nets/network.ts";
import type { OnnxNode, OnnxTensor } from "./graph.ts";

export interface Part {
  nodes: OnnxNode[];
  weights: OnnxTensor[];
}

/** A parameter's numbers, row by row. @throws Error where the network has none of this name. */
export type Matrices = (name: string) => { rows: number; columns: number; data: Float32Array };

/** So low that softmax gives it 0. */
const NEVER = -1e9;

/** `lengths` [N] int32; `shut` [N, L] float: 0 at a token, very low at the filling. Constants that others use. */
export function maskPart(): Part {
  return {
    nodes: [
      { op: "Equal", inputs: ["ids", "filling"], outputs: ["filled"] },
      { op: "Not", inputs: ["filled"], outputs: ["here"] },
      { op: "Cast", inputs: ["here"], outputs: ["counted"], attributes: { to: 6 } },
      { op: "ReduceSum", inputs: ["counted", "axis1"], outputs: ["lengths"], attributes: { keepdims: 0 } },
      { op: "Cast", inputs: ["filled"], outputs: ["gone"], attributes: { to: 1 } },
      { op: "Mul", inputs: ["gone", "never"], outputs: ["shut"] },
    ],
    weights: [
      { name: "filling", shape: [], data: Int32Array.of(0) },
      { name: "never", shape: [], data: Float32Array.of(NEVER) },
      axes("axis1", 1),
    ],
  };
}

/** `text` [N, S] and `attention` [N, L] from `states` [N, L, S]. */
export function attentionPart(plan: Plan, matrices: Matrices): Part {
  const query = matrices("attention.query");
  const additive = plan.attention === "additive";
  const keys: Part = additive
    ? densePart(matrices, "attention.keys", "states", "open_keys")
    : { nodes: [], weights: [] };
  if (additive) keys.nodes.push({ op: "Tanh", inputs: ["open_keys"], outputs: ["keys"] });
  return {
    nodes: [
      ...keys.nodes,
      { op: "MatMul", inputs: [additive ? "keys" : "states", "query"], outputs: ["columns_of_scores"] },
      { op: "Squeeze", inputs: ["columns_of_scores", "axis2"], outputs: ["scores"] },
      { op: "Add", inputs: ["scores", "shut"], outputs: ["open_scores"] },
      { op: "Softmax", inputs: ["open_scores"], outputs: ["attention"], attributes: { axis: -1 } },
      { op: "Unsqueeze", inputs: ["attention", "axis1"], outputs: ["attention_rows"] },
      { op: "MatMul", inputs: ["attention_rows", "states"], outputs: ["text_rows"] },
      { op: "Squeeze", inputs: ["text_rows", "axis1"], outputs: ["text"] },
    ],
    weights: [
      ...keys.weights,
      {
        name: "query",
        shape: [query.rows, 1],
        data: additive ? query.data : query.data.map((value) => value / Math.sqrt(query.rows)),
      },
      axes("axis2", 2),
    ],
  };
}

/** `logits` [N, outputs] from `text` [N, S]. */
export function headPart(matrices: Matrices): Part {
  return densePart(matrices, "head", "text", "logits");
}

/** `output` = `input` · weights + bias, for the parameters of a linear layer of this name. */
export function densePart(matrices: Matrices, name: string, input: string, output: string): Part {
  const weights = matrices(`${name}.weights`);
  const bias = matrices(`${name}.bias`);
  return {
    nodes: [
      { op: "MatMul", inputs: [input, `${name}.weights`], outputs: [`${name}.product`] },
      { op: "Add", inputs: [`${name}.product`, `${name}.bias`], outputs: [output] },
    ],
    weights: [
      { name: `${name}.weights`, shape: [weights.rows, weights.columns], data: weights.data },
      { name: `${name}.bias`, shape: [bias.columns], data: bias.data },
    ],
  };
}

/** A list of axes, or of sizes, as operators want them. */
export function axes(name: string, ...values: number[]): OnnxTensor {
  return { name, shape: [values.length], data: BigInt64Array.from(values.map(BigInt)) };
}
