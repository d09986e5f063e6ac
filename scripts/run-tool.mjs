// Bundles one TypeScript script of this folder and runs it: node scripts/run-tool.mjs check-rules [arguments]
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);
const outfile = join(root, '.build/tools', `${name}.mjs`);
await build({
  entryPoints: [join(root, 'scripts', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  define: { RULES_FILE: JSON.stringify(join(root, 'dist/rules.dat')) },
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [outfile, root, ...args], { stdio: 'inherit' }).status ?? 2;
