/** More of everything than one owner has. */
import { request } from "node:http";
import { afterEach, expect, it } from "vitest";
import { type Started, startPage, visitor } from "./parts.ts";

let page: Started | undefined;
afterEach(() => page?.end());

it("keeps a bound on open pages, and serves the others", async () => {
  page = await startPage();
  const person = visitor(page.url);
  await person.open();
  const calls: { destroy(): unknown }[] = [];
  const status = (url: string) =>
    new Promise<number>((resolve, reject) => {
      const call = request(
        `${url}/events`,
        { headers: { cookie: person.cookie() }, agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on("error", reject).end();
      calls.push(call);
    });
  const { url } = page;
  const found = await Promise.all(Array.from({ length: 130 }, () => status(url)));
  expect(found.filter((one) => one === 200)).toHaveLength(100);
  expect(found.filter((one) => one === 503)).toHaveLength(30);
  expect((await person.call("/")).status).toBe(200);
  for (const call of calls) call.destroy();
});

it("takes some files at once, and refuses hundreds before any is kept", async () => {
  page = await startPage();
  const person = visitor(page.url);
  const csrf = person.tokenIn(await person.open());
  const body = new FormData();
  body.append("csrf", csrf);
  body.append("text", "summarize");
  for (let n = 0; n < 200; n++) body.append("files", new File(["a"], `${n}.txt`));
  const response = await person.call("/say", { method: "POST", body, headers: { origin: page.url } });
  expect([response.status, await response.text()]).toEqual([413, expect.stringContaining("20 files")]);
  expect(page.host.accepted).toEqual([]);
});
