/** Writes an ONNX model (onnx.ai, onnx.proto, IR 8) from a list of standard operators and their weights. */
import { bytes, float, integer, join, text } from "./protobuf.ts";

/** Of the versions in which LayerNormalization is an operator, the oldest: the file runs in the most places. */
const OPSET = 17;
const IR_VERSION = 8;

/** Numbers of TensorProto.DataType. */
const TYPES = { float: 1, int8: 3, int32: 6, int64: 7, bool: 9 } as const;

export type ElementType = keyof typeof TYPES;

/** A number, or the name of a size that is known when the model runs. */
export type Dimension = number | string;

export interface OnnxValue {
  name: string;
  type: ElementType;
  shape: readonly Dimension[];
}

/** Weights or constants, row by row. The array's own type says the element's: Float32Array, Int8Array, Int32Array or BigInt64Array. */
export interface OnnxTensor {
  name: string;
  /** `[]` is a single number. */
  shape: readonly number[];
  data: Float32Array | Int8Array | Int32Array | BigInt64Array;
}

/** A plain number is written as INT: a FLOAT attribute is `{ float: 0.5 }`. */
export type Attribute = number | string | { float: number } | readonly number[] | readonly string[];

export interface OnnxNode {
  /** The operator: "Gather", "LSTM" … */
  op: string;
  /** Names of values; "" leaves an optional one out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
}

export interface OnnxGraph {
  name: string;
  /** In an order in which each finds its inputs made. */
  nodes: readonly OnnxNode[];
  weights: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
}

/**
 * The bytes of a `.onnx` file, the same for the same graph.
 * @throws Error when a tensor's data and shape disagree, or a node reads what nobody made: mistakes of the exporter, not of its user.
 */
export function onnxModel(graph: OnnxGraph): Uint8Array {
  const made = new Set([
    "",
    ...graph.inputs.map(({ name }) => name),
    ...graph.weights.map(({ name }) => name),
  ]);
  for (const node of graph.nodes) {
    for (const name of node.inputs)
      if (!made.has(name)) throw new Error(`${node.op} reads ${name}, which is not made`);
    for (const name of node.outputs) made.add(name);
  }
  for (const { name } of graph.outputs)
    if (!made.has(name)) throw new Error(`The output ${name} is not made`);
  const body = join([
    ...graph.nodes.map((node, i) => bytes(1, nodeBytes(node, i))),
    text(2, graph.name),
    ...graph.weights.map((tensor) => bytes(5, tensorBytes(tensor))),
    ...graph.inputs.map((value) => bytes(11, valueBytes(value))),
    ...graph.outputs.map((value) => bytes(12, valueBytes(value))),
  ]);
  const opset = join([text(1, ""), integer(2, OPSET)]);
  return join([integer(1, IR_VERSION), text(2, "copytaster"), bytes(7, body), bytes(8, opset)]);
}

function nodeBytes({ op, inputs, outputs, attributes = {} }: OnnxNode, place: number): Uint8Array {
  return join([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, `${op}_${place}`),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, join([text(1, name), attribute(value)]))),
  ]);
}

/** The value and, as field 20, which kind it is. */
function attribute(value: Attribute): Uint8Array {
  if (typeof value === "number") return join([integer(3, value), integer(20, 2)]);
  if (typeof value === "string") return join([text(4, value), integer(20, 3)]);
  if ("float" in value) return join([float(2, value.float), integer(20, 1)]);
  const strings = value.filter((one) => typeof one === "string");
  if (strings.length > 0) return join([...strings.map((one) => text(9, one)), integer(20, 8)]);
  return join([...value.map((one) => integer(8, Number(one))), integer(20, 7)]);
}

function tensorBytes({ name, shape, data }: OnnxTensor): Uint8Array {
  const size = shape.reduce((product, one) => product * one, 1);
  if (size !== data.length) throw new Error(`${name} has ${data.length} numbers for a shape of ${size}`);
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join([
    ...shape.map((one) => integer(1, one)),
    integer(2, TYPES[typeOf(data)]),
    text(8, name),
    bytes(9, raw),
  ]);
}

function typeOf(data: OnnxTensor["data"]): ElementType {
  if (data instanceof Float32Array) return "float";
  if (data instanceof Int8Array) return "int8";
  return data instanceof Int32Array ? "int32" : "int64";
}

function valueBytes({ name, type, shape }: OnnxValue): Uint8Array {
  const dimensions = join(
    shape.map((one) => bytes(1, typeof one === "number" ? integer(1, one) : text(2, one))),
  );
  const tensor = join([integer(1, TYPES[type]), bytes(2, dimensions)]);
  return join([text(1, name), bytes(2, bytes(1, tensor))]);
}
