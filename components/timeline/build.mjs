// Bundles src/ into events/dashboard/data/timeline.js, which says of which sources it was made: a test compares.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { build } from "esbuild";

const sources = readdirSync("src").sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(readFileSync(`src/${name}`));

await build({
  entryPoints: ["src/index.ts"],
  outfile: "../../events/dashboard/data/timeline.js",
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  banner: { js: `// Made from components/timeline by \`npm run build\`; sha256 of its sources: ${hash.digest("hex")}` },
});
