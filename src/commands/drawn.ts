/** A chart in an answer: its picture, and its numbers as a table for whoever asks for them. */
import { UserError } from "../errors.ts";
import type { ActionDraft, Chart, ChartTable, Context, Options, Picture } from "../types.ts";
import { catalogue } from "./define.ts";
import { plain } from "./show.ts";

const { say } = catalogue({
  en: {
    numbers: "The numbers",
    more: "… and {left} more rows",
    failed: "_The chart could not be drawn; these are its numbers in words._",
  },
  zh: { numbers: "查看数字", more: "……另有 {left} 行", failed: "_图表未能绘出，以下用文字说明。_" },
});

/** Given by name: the numbers below the picture. */
export const tableOption = {
  name: "table",
  kind: "boolean",
  required: false,
  named: true,
  about: { en: "the numbers as a table, too", zh: "同时以表格列出数字" },
} as const;

/** The answer is good without its picture: then a line says that there should be one. */
export async function drawn(
  chart: Chart,
  { services, signal, language }: Context,
  table: boolean | undefined,
): Promise<{ images: readonly Picture[]; lines: readonly string[] }> {
  try {
    const picture = await services.chart(chart, signal);
    return { images: [picture], lines: table && picture.table ? [rows(picture.table, language)] : [] };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof UserError) throw error;
    return { images: [], lines: [say(language, "failed")] };
  }
}

/** A button that asks the same again, with the numbers. */
export function numbersButton(
  command: string,
  options: Options,
  { language }: Context,
): readonly ActionDraft[] {
  return options.table
    ? []
    : [{ label: say(language, "numbers"), command, options: { ...options, table: true } }];
}

function rows({ columns, rows: all, left }: ChartTable, language: Context["language"]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(" | ")} |`;
  return [
    line(columns),
    `|${columns.map(() => " --- ").join("|")}|`,
    ...all.map(line),
    ...(left > 0 ? ["", say(language, "more", { left })] : []),
  ].join("\n");
}
