/** The parsing thread's own module: one exported function for each kind of work. */
import { bounded } from "./bounded.ts";
import { decodeText } from "./charset.ts";
import type { Extraction } from "./extracted.ts";

export interface PageTask {
  bytes: Uint8Array;
  /** Content-Type as it was told, for its charset. */
  type: string;
  url: string;
}

/** Each parser is loaded when the first such text comes. */
export async function html(task: PageTask): Promise<Extraction> {
  const { extractHtml } = await import("./html.ts");
  return bounded(extractHtml(decodeText(task.bytes, task.type), task.url));
}

export async function pdf(task: PageTask): Promise<Extraction> {
  const { extractPdf } = await import("./pdf.ts");
  return bounded(await extractPdf(task.bytes));
}

export async function text(task: PageTask): Promise<Extraction> {
  const { extractPlain } = await import("./plain.ts");
  return bounded(extractPlain(decodeText(task.bytes, task.type)));
}
