/**
 * Makes tiny models that the real loading path of Transformers.js runs, offline: a folder with config, tokenizer and ONNX.
 * The network is a bigram model: the last word alone decides the next one. It says
 * "The port closed on Monday." after anything, and "again again again …" without end after the word "forever".
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const WORDS = [
  "[PAD]",
  "[UNK]",
  "<s>",
  "</s>",
  "<|end|>",
  "The",
  "port",
  "closed",
  "on",
  "Monday",
  ".",
  "again",
  "forever",
];
const SAYS = ["The", "port", "closed", "on", "Monday", ".", "</s>"];

/** `[before, next]`: what follows a word; "The" follows every other. */
function nextWord(word: string): string {
  if (word === "forever" || word === "again") return "again";
  const at = SAYS.indexOf(word);
  return (at >= 0 ? SAYS[at + 1] : undefined) ?? "The";
}

export interface TinyModel {
  /** "decoder" is loaded as GPT-2, "encoder-decoder" as BART, "encoder" as BERT: its vector of a text is the bag of its words. */
  kind: "decoder" | "encoder-decoder" | "encoder";
  /** With one, the prompt is told in turns. */
  chatTemplate: boolean;
  /** Tokens of prompt and answer that it says it takes. */
  window: number;
}

/** Writes the model into the folder, as `onnx/*_quantized.onnx` beside its settings. */
export async function writeTinyModel(
  folder: string,
  { kind, chatTemplate, window }: TinyModel,
): Promise<void> {
  await mkdir(join(folder, "onnx"), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json(
    "config.json",
    {
      decoder: { ...GPT2, n_positions: window },
      "encoder-decoder": { ...BART, max_position_embeddings: window },
      encoder: { ...BERT, max_position_embeddings: window },
    }[kind],
  );
  await json("generation_config.json", { eos_token_id: 3, pad_token_id: 0, decoder_start_token_id: 2 });
  await json("tokenizer.json", TOKENIZER);
  await json("tokenizer_config.json", {
    tokenizer_class: "PreTrainedTokenizer",
    model_max_length: window,
    unk_token: "[UNK]",
    pad_token: "[PAD]",
    bos_token: "<s>",
    eos_token: "</s>",
    ...(chatTemplate ? { chat_template: CHAT_TEMPLATE } : {}),
  });
  const onnx = (name: string, bytes: Uint8Array) =>
    writeFile(join(folder, "onnx", `${name}_quantized.onnx`), bytes);
  if (kind === "decoder") await onnx("model", bigrams([]));
  else if (kind === "encoder") await onnx("model", embedding());
  else {
    await onnx("encoder_model", embedding());
    await onnx("decoder_model_merged", bigrams(["encoder_hidden_states"]));
  }
}

const IDS = { vocab_size: WORDS.length, pad_token_id: 0, bos_token_id: 2, eos_token_id: 3 };
const GPT2 = {
  model_type: "gpt2",
  architectures: ["GPT2LMHeadModel"],
  n_layer: 1,
  n_head: 1,
  n_embd: WORDS.length,
  ...IDS,
};
const BART = {
  model_type: "bart",
  architectures: ["BartForConditionalGeneration"],
  is_encoder_decoder: true,
  decoder_start_token_id: 2,
  d_model: WORDS.length,
  encoder_layers: 1,
  decoder_layers: 1,
  encoder_attention_heads: 1,
  decoder_attention_heads: 1,
  ...IDS,
};
const BERT = {
  model_type: "bert",
  architectures: ["BertModel"],
  hidden_size: WORDS.length,
  num_hidden_layers: 1,
  num_attention_heads: 1,
  ...IDS,
};

const CHAT_TEMPLATE =
  "{% for message in messages %}<s> {{ message['content'] }} <|end|> {% endfor %}{% if add_generation_prompt %}<s>{% endif %}";

const special = (content: string) => ({
  id: WORDS.indexOf(content),
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

const TOKENIZER = {
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: ["[PAD]", "[UNK]", "<s>", "</s>", "<|end|>"].map(special),
  normalizer: null,
  pre_tokenizer: { type: "Whitespace" },
  post_processor: null,
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece",
    unk_token: "[UNK]",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
  },
};

const FLOAT = 1;
const INT64 = 7;
type Dimension = number | string;

/** logits = transitions[one-hot of input_ids]: an embedding, then a product, as in a language model without layers. */
function bigrams(unused: readonly string[]): Uint8Array {
  const size = WORDS.length;
  const transitions = new Float32Array(size * size);
  for (const [id, word] of WORDS.entries()) transitions[id * size + WORDS.indexOf(nextWord(word))] = 10;
  return model({
    nodes: [
      node("Gather", ["embed", "input_ids"], "hidden"),
      node("MatMul", ["hidden", "transitions"], "logits"),
    ],
    weights: [
      tensor("embed", identity(size), [size, size]),
      tensor("transitions", transitions, [size, size]),
    ],
    inputs: [
      value("input_ids", INT64, ["batch", "length"]),
      ...unused.map((name) => value(name, FLOAT, ["batch", "encoded", size])),
    ],
    outputs: [value("logits", FLOAT, ["batch", "length", size])],
  });
}

function embedding(): Uint8Array {
  const size = WORDS.length;
  return model({
    nodes: [node("Gather", ["embed", "input_ids"], "last_hidden_state")],
    weights: [tensor("embed", identity(size), [size, size])],
    inputs: [value("input_ids", INT64, ["batch", "length"])],
    outputs: [value("last_hidden_state", FLOAT, ["batch", "length", size])],
  });
}

function identity(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
}

// What follows writes onnx.proto3 (github.com/onnx/onnx): the numbers are its field numbers.

interface Graph {
  nodes: readonly Uint8Array[];
  weights: readonly Uint8Array[];
  inputs: readonly Uint8Array[];
  outputs: readonly Uint8Array[];
}

function model(graph: Graph): Uint8Array {
  const body = concat([
    ...graph.nodes.map((one) => bytes(1, one)),
    text(2, "tiny"),
    ...graph.weights.map((one) => bytes(5, one)),
    ...graph.inputs.map((one) => bytes(11, one)),
    ...graph.outputs.map((one) => bytes(12, one)),
  ]);
  const opset = concat([text(1, ""), integer(2, 13)]);
  return concat([integer(1, 8), text(2, "copytaster test"), bytes(7, body), bytes(8, opset)]);
}

function node(type: string, inputs: readonly string[], output: string): Uint8Array {
  return concat([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, `${type} to ${output}`),
    text(4, type),
  ]);
}

function tensor(name: string, data: Float32Array, dims: readonly number[]): Uint8Array {
  const raw = new Uint8Array(data.buffer);
  return concat([...dims.map((dim) => integer(1, dim)), integer(2, FLOAT), text(8, name), bytes(9, raw)]);
}

function value(name: string, type: number, dims: readonly Dimension[]): Uint8Array {
  const shape = concat(dims.map((dim) => bytes(1, typeof dim === "number" ? integer(1, dim) : text(2, dim))));
  const tensorType = concat([integer(1, type), bytes(2, shape)]);
  return concat([text(1, name), bytes(2, bytes(1, tensorType))]);
}

function integer(field: number, number: number): Uint8Array {
  return concat([varint(field << 3), varint(number)]);
}

function text(field: number, string: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(string));
}

function bytes(field: number, content: Uint8Array): Uint8Array {
  return concat([varint((field << 3) | 2), varint(content.length), content]);
}

function varint(number: number): Uint8Array {
  const out: number[] = [];
  let rest = number;
  while (rest > 127) {
    out.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...out, rest]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
