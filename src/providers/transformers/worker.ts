/** The thread that writes answers with a local model: preparing its input would block everybody else. */
import { generate } from "./generate.ts";
import type { Done, Job } from "./protocol.ts";
import { serve } from "./serve.ts";

serve<Job, Done>(async (model, job, signal, partial) => {
  const { InterruptableStoppingCriteria } = await import("@xenova/transformers");
  const stopping = new InterruptableStoppingCriteria();
  signal.addEventListener("abort", () => stopping.interrupt(), { once: true });
  return generate(model, job, stopping, partial);
});
