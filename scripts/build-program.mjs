// Builds the program for the quickest start: to read code takes Node longer than to run it, so what a hook may not need lies in a file of its own.
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Modules of Node's that take a millisecond or two to load, and that most runs never call. */
const LATE = { 'node:util': ['parseArgs'], 'node:crypto': ['createHash'] };

const lateModules = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, namespace }) => (namespace !== 'late' && (path in LATE || path === 'node:module') ? { path, namespace: 'late' } : undefined));
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents:
        path === 'node:module'
          ? 'export const createRequire = () => require;' // CommonJS has one at hand.
          : LATE[path].map((name) => `export const ${name} = (...given) => require('${path}').${name}(...given);`).join('\n'),
    }));
  },
};

/** All that is imported by `import()`, as one module: a file more costs more than what it holds. */
function restOf(targets) {
  return {
    name: 'rest',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import') return undefined;
        targets.add(resolve(dirname(importer), path.replace(/\.js$/, '.ts')));
        return { path: 'rest', namespace: 'rest' };
      });
      onLoad({ filter: /.*/, namespace: 'rest' }, () => ({
        contents: [...targets].map((target) => `export * from ${JSON.stringify(target)};`).join('\n'),
        resolveDir: '/',
        loader: 'ts',
      }));
    },
  };
}

const sharedIsInMain = {
  name: 'shared-is-in-main',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(chunk|main)\.cjs$/ }, () => ({ path: './main.cjs', external: true }));
  },
};

/** Tells one build from another: receipts of the one are nothing to the other. */
function buildId(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'dist/rules.dat')));
  for (const name of readdirSync(join(root, 'src'), { recursive: true }).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(join(root, 'src', name)));
  return hash.digest('hex').slice(0, 12);
}

export async function buildProgram(root) {
  const parts = join(root, '.build/program');
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    external: ['re2', 'simple-git', 'yaml', 'micromatch', 'lilconfig'],
  };
  const commonJs = {
    ...common,
    format: 'cjs',
    minify: true,
    // `require` where the source says `import()`: Node's loader of ES modules takes a fifth of a hook's time.
    supported: { 'dynamic-import': false },
  };
  const identity = { BUILD_ID: JSON.stringify(buildId(root)) };
  const targets = new Set();
  let outputs = {};
  // The first time finds what is imported by `import()`, the next what that imports so.
  for (let known = -1; known < targets.size; ) {
    known = targets.size;
    rmSync(parts, { recursive: true, force: true });
    const { metafile } = await build({
      ...common,
      metafile: true,
      entryPoints: ['src/cli/main.ts'],
      outdir: parts,
      chunkNames: '[name]',
      format: 'esm',
      splitting: true,
      outExtension: { '.js': '.cjs' },
      plugins: [restOf(targets)],
      define: { ...identity, 'import.meta.url': '""', RULES_FILE: 'rulesFile' },
    });
    outputs = metafile.outputs;
  }
  /** As one literal: esbuild makes each export a getter of its own, which costs a hook a millisecond. No export of ours changes. */
  const exporting = (...names) => {
    const from = new Map(names.flatMap((name) => outputs[`.build/program/${name}.cjs`].exports.map((one) => [one, name])));
    const imports = [...from].map(([one, name]) => `import { ${one} } from './${name}.cjs';`);
    return `${imports.join('\n')}\nmodule.exports = { ${[...from.keys()].join(', ')} };\n`;
  };

  // esbuild splits ES modules only; Node loads CommonJS faster. What both files share (chunk.cjs) goes into the first.
  const asFunction = {
    ...commonJs,
    plugins: [lateModules],
    inject: [join(root, 'scripts/rules-file.mjs')],
    // What src/code-cache.ts runs: to put it around the text later would copy the text.
    banner: { js: '(function(exports,require,module,__dirname){' },
    footer: { js: '})' },
  };
  await build({ ...asFunction, stdin: { contents: exporting('main', 'chunk'), resolveDir: parts }, outfile: 'dist/main.cjs', external: [...common.external, './rest.cjs'] });
  // What a hook looks at first, and mostly nothing after it: it has its own copy of what it needs.
  await build({ ...asFunction, entryPoints: ['src/cli/door-look.ts'], outfile: 'dist/door-look.cjs', plugins: [lateModules], define: identity });
  await build({ ...asFunction, stdin: { contents: exporting('rest'), resolveDir: parts }, outfile: 'dist/rest.cjs', plugins: [lateModules, sharedIsInMain] });

  const program = createHash('sha256');
  for (const name of ['main', 'rest', 'door-look']) program.update(readFileSync(join(root, `dist/${name}.cjs`)));
  const define = { PROGRAM_ID: JSON.stringify(program.digest('hex').slice(0, 16)) };
  await build({ ...commonJs, entryPoints: ['src/bin.ts'], outfile: 'dist/bin.cjs', define });
  chmodSync(join(root, 'dist/bin.cjs'), 0o755);
}
