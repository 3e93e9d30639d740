// Builds dist/widget.js (loader) and dist/chat.js (chat), prints their sizes, and fails above the limit.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const LIMIT = 15_000; // bytes, gzip, both files together

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
  const chat = await bundle("chat.ts", "esm");
  // The loader names this very chat, so that the hub may let browsers cache it for ever.
  const version = createHash("sha256").update(chat).digest("hex").slice(0, 12);
  const loader = await bundle("loader.ts", "iife", { CHAT_VERSION: JSON.stringify(version) });

  const dist = new URL("dist/", import.meta.url);
  await mkdir(dist, { recursive: true });
  let sum = 0;
  for (const [name, code] of [["widget.js", loader], ["chat.js", chat]]) {
    await writeFile(new URL(name, dist), code);
    const size = gzipSync(code, { level: 9 }).length;
    sum += size;
    console.log(`${name.padEnd(10)} ${code.length} bytes, ${size} gzip`);
  }
  console.log(`${"together".padEnd(10)} ${sum} of ${LIMIT} gzip`);
  if (sum > LIMIT) {
    console.error(`The widget is ${sum - LIMIT} bytes too large.`);
    process.exit(1);
  }
}
