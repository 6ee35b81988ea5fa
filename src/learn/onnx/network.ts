/** Writes a trained network as ONNX, with the standard operators for its kind. */
import type { Network } from "../nets/network.ts";
import { EPSILON } from "../nets/norm.ts";
import { onnxModel } from "./graph.ts";
import { attentionPart, headPart, type Matrices, maskPart, type Part } from "./parts.ts";
import { recurrentPart } from "./recurrent.ts";
import { lookUp, quantise } from "./table.ts";
import { transformerPart } from "./transformer.ts";

/**
 * The bytes of an ONNX file. Input: `ids` [N, L] int32, N texts filled up at their ends with 0 to the longest; no text may be empty or longer
 * than the plan's `steps`. Outputs: `logits` [N, outputs] float, and for "attention" and "transformer" `attention` [N, L] float: what each
 * token weighed, adding up to 1 (0 for the filling).
 *
 * The table of tokens is written in eight bits a number (`quantise`): a network whose table was restored from its quantised self answers
 * as it did here, to float precision.
 */
export function networkOnnx(network: Network): Uint8Array {
  const { plan } = network;
  const matrices = matricesOf(network);
  const { data, rows, columns } = matrices("embedding");
  const words = lookUp(quantise({ data, rows, columns }), "ids", "words");
  const parts: Part[] = [maskPart(), words];
  if (plan.kind === "transformer") parts.push(transformerPart(plan, matrices, EPSILON));
  else parts.push(recurrentPart(plan, matrices));
  const weighs = plan.kind === "attention" || plan.kind === "transformer";
  if (weighs) parts.push(attentionPart(plan, matrices));
  parts.push(headPart(matrices));
  return onnxModel({
    name: plan.kind,
    inputs: [{ name: "ids", type: "int32", shape: ["texts", "places"] }],
    outputs: [
      { name: "logits", type: "float", shape: ["texts", plan.outputs] },
      ...(weighs ? [{ name: "attention", type: "float" as const, shape: ["texts", "places"] }] : []),
    ],
    nodes: parts.flatMap(({ nodes }) => nodes),
    weights: parts.flatMap(({ weights }) => weights),
  });
}

/** The network's parameters by name, copied. */
function matricesOf({ parameters, floats }: Network): Matrices {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  return (name) => {
    const parameter = byName.get(name);
    if (!parameter) throw new Error(`The network has no parameter ${name}`);
    const { value, rows } = parameter;
    return { rows, columns: value.columns, data: floats.slice(value.at, value.at + rows * value.columns) };
  };
}
