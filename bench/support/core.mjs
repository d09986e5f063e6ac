// The core of the program as a module, for benches that measure it without git and start-up.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export async function loadCore() {
  const outfile = join(PROJECT, '.build/tools/bench-core.mjs');
  await build({
    entryPoints: [join(PROJECT, 'bench/support/core-entry.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    define: { RULES_FILE: JSON.stringify(join(PROJECT, 'dist/rules.dat')) },
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

/** Milliseconds of processor time that a function takes; the machine's other work does not count. */
export function cpu(run) {
  const begun = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
