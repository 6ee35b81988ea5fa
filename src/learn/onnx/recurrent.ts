/** RNN and LSTM as ONNX's operators of the same names (onnx.ai/onnx/operators), one way or both. */
import type { Plan } from "../nets/network.ts";
import { axes, type Matrices, type Part } from "./parts.ts";

/** `states` [N, L, S] and, for kinds that do not weigh tokens, `text` [N, S] from `words` [N, L, D]. */
export function recurrentPart(plan: Plan, matrices: Matrices): Part {
  const names = plan.bothWays ? ["forwards", "backwards"] : ["forwards"];
  const size = plan.hidden;
  const width = plan.kind === "rnn" ? size : 4 * size;
  // Our rows are inputs, ONNX's are gates; both biases of ONNX are one here.
  const turned = (part: string) => names.flatMap((name) => [...transposed(matrices(`${name}.${part}`))]);
  const biases = names.flatMap((name) => [...matrices(`${name}.bias`).data, ...new Float32Array(width)]);
  return {
    nodes: [
      { op: "Transpose", inputs: ["words"], outputs: ["words_by_step"], attributes: { perm: [1, 0, 2] } },
      {
        op: plan.kind === "rnn" ? "RNN" : "LSTM",
        inputs: ["words_by_step", "W", "R", "B", "lengths"],
        outputs: plan.kind === "attention" ? ["by_step"] : ["", "last"],
        attributes: { hidden_size: size, direction: plan.bothWays ? "bidirectional" : "forward" },
      },
      ...(plan.kind === "attention"
        ? [
            {
              op: "Transpose",
              inputs: ["by_step"],
              outputs: ["by_text"],
              attributes: { perm: [2, 0, 1, 3] },
            },
            { op: "Reshape", inputs: ["by_text", "flat"], outputs: ["states"] },
          ]
        : [
            { op: "Transpose", inputs: ["last"], outputs: ["last_by_text"], attributes: { perm: [1, 0, 2] } },
            { op: "Reshape", inputs: ["last_by_text", "flat"], outputs: ["text"] },
          ]),
    ],
    weights: [
      { name: "W", shape: [names.length, width, plan.embedding], data: Float32Array.from(turned("weights")) },
      { name: "R", shape: [names.length, width, size], data: Float32Array.from(turned("recurrence")) },
      { name: "B", shape: [names.length, 2 * width], data: Float32Array.from(biases) },
      plan.kind === "attention"
        ? axes("flat", 0, 0, names.length * size)
        : axes("flat", 0, names.length * size),
    ],
  };
}

function transposed({ rows, columns, data }: ReturnType<Matrices>): Float32Array {
  return data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
}
