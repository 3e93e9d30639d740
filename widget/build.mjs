// Builds dist/widget.js (loader), dist/chat.js (chat) and dist/cards.js (what few chats need), prints their sizes,
// and fails above the limit; and dist/preview.js, for the hub's own page on which a playbook is tried.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const LIMIT = 15_000; // bytes, gzip, of all that a chat needs at first: loader and chat together

/** A style sheet becomes its minified text. */
export const cssText = {
  name: "css-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const { code } = await transform(css, { loader: "css", minify: true, target: ["chrome90", "firefox90", "safari14"] });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function bundle(entry, format, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`src/${entry}`, import.meta.url).pathname],
    bundle: true,
    minify: true,
    format,
    define,
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    plugins: [cssText],
    write: false,
  });
  return outputFiles[0].contents;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const version = (code) => JSON.stringify(createHash("sha256").update(code).digest("hex").slice(0, 6));
  const cards = await bundle("cards.ts", "esm");
  // Each names the very script that it loads, so that the hub may let browsers cache it for ever.
  const chat = await bundle("chat.ts", "esm", { CARDS_VERSION: version(cards) });
  const loader = await bundle("loader.ts", "iife", { CHAT_VERSION: version(chat) });

  const preview = await bundle("preview.ts", "iife");

  const dist = new URL("dist/", import.meta.url);
  await mkdir(dist, { recursive: true });
  let sum = 0;
  for (const [name, code] of [["widget.js", loader], ["chat.js", chat], ["cards.js", cards], ["preview.js", preview]]) {
    await writeFile(new URL(name, dist), code);
    const size = gzipSync(code, { level: 9 }).length;
    if (name === "widget.js" || name === "chat.js") sum += size;
    console.log(`${name.padEnd(10)} ${code.length} bytes, ${size} gzip`);
  }
  console.log(`${"at first".padEnd(10)} ${sum} of ${LIMIT} gzip`);
  if (sum > LIMIT) {
    console.error(`The widget is ${sum - LIMIT} bytes too large.`);
    process.exit(1);
  }
}
