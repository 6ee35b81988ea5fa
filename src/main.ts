#!/usr/bin/env node
/** The command line. Each verb is a file in `cli/`, loaded when it is asked for. */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import pc from "picocolors";
import { languageOfLocale } from "./chat/words.ts";
import type { CollectOptions } from "./cli/collect.ts";
import type { ModelsOptions } from "./cli/models.ts";
import type { TrainOptions } from "./cli/train.ts";
import { sentence, UserError } from "./errors.ts";

// What is loaded from here on was stripped of its types and compiled at an earlier start. Kept beside the packages, where nobody else may
// write; where that folder cannot be written, each start does the work anew. Threads read it in the environment.
const compiled = fileURLToPath(new URL("../node_modules/.cache/copytaster", import.meta.url));
enableCompileCache(compiled);
process.env.NODE_COMPILE_CACHE ??= compiled;

// What is made is its owner's alone, also in a data folder that others may enter.
process.umask(0o077);

const program = new Command("copytaster")
  .description("The newsroom bot that reads everything that comes in and says what is worth running.")
  .showHelpAfterError("(--help tells more)")
  .enablePositionalOptions();

const end = (code: number) => {
  process.exitCode = code;
};

program
  .command("start")
  .description("run the bot: the web page, the terminal, and every platform that is set up")
  .action(async () => (await import("./cli/start.ts")).start());

program
  .command("say")
  .description("one message through the whole bot; “-” reads it from standard input")
  .argument("<words...>", "what a person would type")
  .option("--json", "print the whole reply as JSON")
  .option("--file <path>", "attach a file")
  .passThroughOptions()
  .action(async (words: string[], options: { json?: boolean; file?: string }) => {
    // Behind the words is where people put them too.
    const said = [...words];
    let { json, file } = options;
    for (;;)
      if (said.at(-1) === "--json") json = Boolean(said.pop());
      else if (said.at(-2) === "--file") [, file] = said.splice(-2);
      else break;
    end(await (await import("./cli/say.ts")).say(said.join(" "), { json, file }));
  });

program
  .command("collect")
  .description("read every source now, or import stories from a file of JSON lines")
  .option("--file <path>", "JSON lines (.gz too): title, text, date, domain or outlet, url")
  .option("--as-archive", "with --file: an old archive; its stories are not the next digest's news")
  .option("--social", "with --file: what people post (rows of Mastodon, Reddit or a site's comments)")
  .option("--json", "print what came of it as JSON")
  .action(async (options: CollectOptions) => end(await (await import("./cli/collect.ts")).collect(options)));

program
  .command("digest")
  .description("the digest as it would be sent now")
  .argument("[topic...]", "only on this")
  .option("--json", "print the whole reply as JSON")
  .action(async (topic: string[], options: { json?: boolean }) =>
    end(await (await import("./cli/say.ts")).say(["digest now", ...topic].join(" "), options)),
  );

program
  .command("doctor")
  .description("what is on, what is off and why, and what would turn it on")
  .option("--json", "as JSON")
  .option("--env-example", "print .env.example")
  .action(async (options: { json?: boolean; envExample?: boolean }) =>
    end(await (await import("./cli/doctor.ts")).doctor(options)),
  );

const manifest = program
  .command("manifest")
  .description("what a platform wants to know before the bot may come in");
manifest
  .command("slack")
  .description("print the app manifest")
  .action(async () => end((await import("./cli/manifest.ts")).manifestSlack()));
manifest
  .command("discord")
  .description("print the invite address and register the commands")
  .option("--print", "only print the commands, register nothing")
  .action(async (options: { print?: boolean }) =>
    end(await (await import("./cli/manifest.ts")).manifestDiscord(options)),
  );

program
  .command("backup")
  .description("everything into one file, while the bot runs")
  .argument("<file>")
  .action(async (file: string) => end(await (await import("./cli/keep.ts")).backupTo(file)));

program
  .command("restore")
  .description("everything back from a backup, into an empty place")
  .argument("<file>")
  .option("--force", "also over what is there")
  .action(async (file: string, options: { force?: boolean }) =>
    end(await (await import("./cli/keep.ts")).restoreFrom(file, options)),
  );

program
  .command("move")
  .description("from the SQLite file to a Postgres server")
  .requiredOption("--to <url>", "postgres://…")
  .action(async (options: { to: string }) => end(await (await import("./cli/keep.ts")).moveTo(options.to)));

program
  .command("models")
  .description(
    "the trained models: list | show NAME | compare A B | deploy NAME | rollback TASK | fetch FROM",
  )
  .argument("[do]", "list, show, compare, deploy, rollback, fetch, export or retrain", "list")
  .argument(
    "[name]",
    "a model; for rollback a task; for fetch a folder, a .tar or an address (#hash behind it is checked)",
  )
  .argument("[other]", "for compare: the candidate; for export: the file")
  .option("--force", "deploy what the gate refuses")
  .option("--reason <words>", "why it is forced; kept in the audit log")
  .option("--json", "print the whole reply as JSON")
  .action(async (what: string, name: string | undefined, other: string | undefined, options: ModelsOptions) =>
    end(await (await import("./cli/models.ts")).models(what, name, other, options)),
  );

program
  .command("card")
  .description("a model's card anew: from its folder, and from what `eval TASK --json --details` printed")
  .argument("<folder>", "of the model")
  .option("--figures <file>", "the evaluation; kept beside the weights")
  .option("--sets <beginning>", "only its sets that begin so")
  .action(async (folder: string, options: { figures?: string; sets?: string }) =>
    end(await (await import("./cli/card.ts")).writeCardVerb(folder, options)),
  );

program
  .command("fine-tune")
  .description(
    "large models: export FILE writes a set of approved answers and corrections; start FILE trains at the provider",
  )
  .argument("<do>", "export or start")
  .argument("<file>", "JSON lines of chat messages")
  .option("--base <model>", "start: the provider's model to begin from")
  .option("--seed <number>", "start: 1 when unset")
  .option("--job <id>", "start: wait for this one, which was started before")
  .action(async (what: string, file: string, options: { base?: string; seed?: string; job?: string }) =>
    end(await (await import("./cli/fine-tune.ts")).fineTuneVerb(what, file, options)),
  );

program
  .command("eval")
  .description("how good it is, beside baselines, on data with known answers")
  .allowUnknownOption()
  .helpOption(false)
  .passThroughOptions()
  .argument("[arguments...]")
  .action(async (_: string[], __: unknown, command: Command) =>
    end(await (await import("../test/bench/quality/index.ts")).runEval(command.args, process)),
  );

program
  .command("train")
  .description("make a model from labelled data; the same seed and data make the same model")
  .argument("<task>", "what it is to answer: sentiment-en, topics …")
  .option("--data <folder>", "where the data sets are; ../shared/data beside the checkout without")
  .option("--model <kind>", "linear, rnn, lstm, attention, transformer …: as the task offers")
  .option("--seed <number>", "where chance begins", "1")
  .option("--out <folder>", "where the model is to be; without, among the data folder's models")
  .action(async (task: string, options: TrainOptions) =>
    end(await (await import("./cli/train.ts")).train(task, options)),
  );

try {
  await program.parseAsync();
} catch (error) {
  const language = languageOfLocale(new Intl.DateTimeFormat().resolvedOptions().locale) ?? "en";
  if (error instanceof UserError)
    process.stderr.write(
      `${pc.red(error.problem[language])}${error.mend ? `\n${sentence(error.mend[language], language)}` : ""}\n`,
    );
  else
    process.stderr.write(
      `${pc.red("This should not have happened:")} ${error instanceof Error ? error.stack : String(error)}\n`,
    );
  process.exitCode = 1;
}
