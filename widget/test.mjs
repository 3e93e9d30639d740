// Bundles each src/**/*.test.ts with esbuild and runs them with node's own test runner.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { cssText } from "./build.mjs";

const root = new URL(".", import.meta.url).pathname;
const tests = readdirSync(`${root}src`, { recursive: true }).filter((name) => name.endsWith(".test.ts"));

rmSync(`${root}dist-test`, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => `${root}src/${name}`),
  outdir: `${root}dist-test`,
  outbase: `${root}src`,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  // Node 18, which Debian 12 has, knows the Web's crypto under another name only.
  banner: { js: 'import { webcrypto } from "node:crypto"; globalThis.crypto ??= webcrypto;' },
  sourcemap: "inline",
  outExtension: { ".js": ".mjs" },
  define: { CHAT_VERSION: '"test"', CARDS_VERSION: '"test"' },
  plugins: [cssText],
});
const built = tests.map((name) => `${root}dist-test/${name.replace(/\.ts$/, ".mjs")}`);
process.exit(spawnSync(process.execPath, ["--enable-source-maps", "--test", ...built], { stdio: "inherit" }).status ?? 1);
