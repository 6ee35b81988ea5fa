/** The command line of the benches: `npm run -s bench -- <name> [--json] [--gate] [--smoke]`. */
import { runBench } from "./speed/frame.ts";
import { benches } from "./speed/index.ts";

process.exitCode = await runBench(process.argv.slice(2), process, benches);
