// Builds everything that ships: rules, library (ESM, by tsc), bin (one CommonJS file), configuration schema.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildProgram } from './build-program.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = { bundle: true, platform: 'node', target: 'node20', absWorkingDir: root, logLevel: 'warning' };
const tool = (name) => join(root, '.build/tools', `${name}.mjs`);

/** Bundles a script of this folder, so that TypeScript runs on every supported Node. */
async function bundleTool(name) {
  await build({
    ...node,
    entryPoints: [`scripts/${name}.ts`],
    outfile: tool(name),
    format: 'esm',
    packages: 'external',
    define: { RULES_FILE: JSON.stringify(join(root, 'dist/rules.dat')) },
  });
  return tool(name);
}

/** Runs a Node program; what failed has said why. */
function run(file, ...args) {
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 2);
}

// AssemblyScript to WebAssembly, shipped as a string inside the code: the engine in one module, and what only the scan of a history needs in two others.
mkdirSync(join(root, '.build'), { recursive: true });
const OF_HISTORY = ['familiar.ts', 'inflate.ts', 'patch.ts'];
/** What other files of a module are made with, and nobody outside calls. */
const INNER = ['joins.ts', 'automaton.ts', 'bytes.ts', 'marks.ts', 'groups.ts', 'chunks.ts', 'mixing.ts', 'words.ts'];
const engine = readdirSync(join(root, 'src/engine')).filter((name) => !OF_HISTORY.includes(name) && !INNER.includes(name));
const modules = { 'rules/generated/engine': engine, 'rules/generated/familiar': ['familiar.ts'], 'sources/generated/packed': ['inflate.ts', 'patch.ts'] };
const options = ['--runtime', 'stub', '-O3', '--noAssert', '--importMemory', '--enable', 'bulk-memory'];
/** A history's texts are looked at where another thread puts them: in memory that both share, of MOST_PAGES in src/rules/familiar-text.ts at most. */
const shared = ['--sharedMemory', '--maximumMemory', '1024', '--enable', 'threads'];
for (const [place, files] of Object.entries(modules)) {
  const name = basename(place);
  run(
    join(root, 'node_modules/assemblyscript/bin/asc.js'),
    ...files.map((file) => `src/engine/${file}`),
    '-o',
    `.build/${name}.wasm`,
    ...options,
    ...(name === 'familiar' ? shared : []),
  );
  const code = readFileSync(join(root, `.build/${name}.wasm`), 'base64');
  mkdirSync(join(root, 'src', dirname(place)), { recursive: true });
  writeFileSync(join(root, `src/${place}.ts`), `export const ${name.toUpperCase()} = '${code}';\n`);
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
run(await bundleTool('build-patterns'), root);
run(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'src');

await buildProgram(root);

const { writeCatalogue } = await import(pathToFileURL(await bundleTool('rules-catalogue')).href);
writeCatalogue(root);
const { writeKeys } = await import(pathToFileURL(await bundleTool('config-keys')).href);
writeKeys(root);

const { configJsonSchema } = await import(pathToFileURL(await bundleTool('config-schema')).href);
mkdirSync(join(root, 'schema'), { recursive: true });
writeFileSync(join(root, 'schema/config.json'), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
