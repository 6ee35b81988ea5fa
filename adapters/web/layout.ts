/** The frame of every page. No style, script or handler stands in the markup: the policy refuses them. */
import type { Language } from "../../src/types.ts";
import { type Child, type Html, h } from "./html.ts";
import { localeOf, type PageWord, tagOf, word } from "./words.ts";

export interface Frame {
  language: Language;
  /** "/", "/digest" … */
  path: string;
  /** The page's own token for changes; "" before anybody signed in. */
  csrf: string;
  signedIn: boolean;
  /** ms since 1970 */
  now: number;
  /** Changes with the files, so that browsers may keep them for good. */
  version: string;
}

const pages: readonly { path: string; name: PageWord }[] = [
  { path: "/", name: "chat" },
  { path: "/digest", name: "digest" },
  { path: "/sources", name: "sources" },
  { path: "/models", name: "models" },
  { path: "/commands", name: "commands" },
  { path: "/health", name: "health" },
];

const languages: readonly { language: Language; name: string }[] = [
  { language: "en", name: "English" },
  { language: "zh", name: "中文" },
];

export function renderPage(frame: Frame, title: string, content: Child, head?: Child): Html {
  const { language, path, csrf, version } = frame;
  return h`<!doctype html>
<html lang="${tagOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === "Copytaster" ? title : `${title} · Copytaster`}</title>
<link rel="icon" href="/static/icon.svg?${version}" type="image/svg+xml">
${["page", "talk", "forms", "print"].map((name) => h`<link rel="stylesheet" href="/static/${name}.css?${version}">`)}
${["page", "chart"].map((name) => h`<script type="module" src="/static/${name}.js?${version}"></script>`)}
${head}
</head>
<body data-locale="${localeOf(language)}">
<a class="skip" href="#main">${word(language, "skipMain")}</a>
<header class="masthead">
  <div class="ears">
    <p class="ear">${today(frame)}</p>
    <div class="ear">
      ${csrf && languageSwitch(frame)}
      ${frame.signedIn && h`<form method="post" action="/signout">${csrfField(csrf)}<button class="plain">${word(language, "signOut")}</button></form>`}
    </div>
  </div>
  <p class="name"><a href="/">Copytaster</a></p>
  <p class="tagline">${word(language, "tagline")}</p>
  ${
    csrf &&
    h`<nav aria-label="${word(language, "pages")}"><ul>${pages.map(
      (page) =>
        h`<li><a href="${page.path}"${page.path === path && h` aria-current="page"`}>${word(language, page.name)}</a></li>`,
    )}</ul></nav>`
  }
</header>
<main id="main" tabindex="-1">${content}</main>
</body>
</html>`;
}

function today({ language, now }: Frame): string {
  const form = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(localeOf(language), form).format(now);
}

function languageSwitch({ language, path, csrf }: Frame): Html {
  return h`<form method="post" action="/language" class="languages" aria-label="${word(language, "language")}">
    ${csrfField(csrf)}<input type="hidden" name="back" value="${path}">
    ${languages.map(
      (one) =>
        h`<button class="plain" name="language" value="${one.language}" lang="${tagOf(one.language)}" aria-pressed="${one.language === language ? "true" : "false"}">${one.name}</button>`,
    )}
  </form>`;
}

export function csrfField(csrf: string): Html {
  return h`<input type="hidden" name="csrf" value="${csrf}">`;
}
