/** The peer of the HTTP API: a bare Hono app that reads the same JSON and says how long the text is. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.post("/api/v1/analyze", async (c) => {
  const { text } = (await c.req.json()) as { text: string };
  return c.json({ length: text.length });
});

const server = createAdaptorServer({ fetch: app.fetch });
process.on("SIGTERM", () => process.exit(0));
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
