// Builds the program for the quickest start: to read code takes Node longer than to run it, so what a hook may not need lies in a file of its own.
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { thirdParty } from './third-party.mjs';

/** Modules of Node's that take a millisecond or two to load, and that most runs never call. */
const LATE = {
  'node:util': ['parseArgs'],
  'node:crypto': ['createHash'],
  'node:zlib': ['gzipSync'],
  'node:child_process': ['spawn', 'spawnSync', 'execFileSync'],
  'node:net': ['connect', 'createServer'],
  'node:tty': ['isatty'],
};

/** @param late which names of which modules are loaded when they are called. */
const lateModules = (late) => ({
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, namespace }) => (namespace !== 'late' && (path in late || path === 'node:module') ? { path, namespace: 'late' } : undefined));
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents:
        path === 'node:module'
          ? 'export const createRequire = () => require;' // CommonJS has one at hand.
          : late[path].map((name) => `export const ${name} = (...given) => require('${path}').${name}(...given);`).join('\n'),
    }));
  },
});

/** Imported by `import()` in a hook that has something to scan. */
const SCAN = ['/ready-scan.ts', '/change.ts', '/receipt-book.ts'];

/** What is needed once a text may hold something, which most commits do not, and by the other hooks. */
const JUDGE = ['/judge.ts', '/hook-command.ts', '/pretty.ts'];
/** What only a coding agent's hook needs, which runs at its every step. */
const AGENT = ['/agent-command.ts'];
/** What is loaded by its own command alone. It shares modules with the agent's hook, which `rest` must not: a hook that finds something loads that. */
const TOOLS = [
  '/fix-command.ts',
  '/fixture-command.ts',
  '/stats-command.ts',
  '/init-agent.ts',
  '/serve-command.ts',
  '/import-command.ts',
  '/rule-files-command.ts',
  '/rule-files.ts',
];
/** Servers, each with the library that speaks its protocol. */
const SERVERS = { mcp: ['/mcp-command.ts'], lsp: ['/lsp-command.ts'] };
/** What judges packages: where a new line names one. */
const PACKAGES = ['/package-judge.ts'];
/** What looks for the developer's own credentials, where there are any. */
const OWN = ['/own-secrets.ts'];
/** Into which file what is imported by `import()` goes. */
const PARTS = { scan: SCAN, own: OWN, judge: JUDGE, packages: PACKAGES, agent: AGENT, tools: TOOLS, ...SERVERS };

/** All that is imported by `import()`, as few modules: a file more costs a hook more than what it holds, and to read what it does not need costs it too. */
function together(targets) {
  const partOf = (target) => Object.keys(PARTS).find((part) => PARTS[part].some((name) => target.endsWith(name))) ?? 'rest';
  return {
    name: 'together',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import') return undefined;
        const target = resolve(dirname(importer), path.replace(/\.js$/, '.ts'));
        targets.add(target);
        return { path: partOf(target), namespace: 'together' };
      });
      onLoad({ filter: /.*/, namespace: 'together' }, ({ path }) => ({
        contents: [...targets]
          .filter((target) => partOf(target) === path)
          .map((target) => `export * from ${JSON.stringify(target)};`)
          .join('\n'),
        resolveDir: '/',
        loader: 'ts',
      }));
    },
  };
}

/**
 * Which of the parts goes into which file: what a file imports outright goes into it, unless a file before it has it.
 *
 * @param outputs of esbuild, parts by their names.
 */
function filesOf(outputs) {
  const taken = new Set();
  const partsFrom = (name) => {
    if (taken.has(name)) return [];
    taken.add(name);
    const { imports } = outputs[name];
    return [name, ...imports.filter(({ path, kind }) => kind === 'import-statement' && path in outputs).flatMap(({ path }) => partsFrom(path))];
  };
  return FILES.map((file) => ({ file, parts: partsFrom(Object.keys(outputs).find((name) => name.includes(`/${file}-`))) }));
}

/** In the order in which a hook needs them. */
const FILES = ['main', 'scan', 'own', 'judge', 'packages', 'rest', 'agent', 'tools', ...Object.keys(SERVERS)];

/** Tells one build from another: receipts of the one are nothing to the other. */
function buildId(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'dist/rules.dat')));
  for (const name of readdirSync(join(root, 'src'), { recursive: true }).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(join(root, 'src', name)));
  return hash.digest('hex').slice(0, 12);
}

/** All exports as one literal: esbuild makes each a getter of its own, which costs a hook a millisecond. No export of ours changes its value. */
function exportsOf(parts, outputs) {
  const owners = new Map();
  for (const part of parts) {
    for (const name of outputs[part].exports) {
      const known = owners.get(name);
      // What is exported again comes last, after its owner.
      if (known === undefined || outputs[known].imports.some(({ path }) => path === part)) owners.set(name, part);
      else if (!outputs[part].imports.some(({ path }) => path === known)) throw new Error(`Two parts of one file export ${name}.`);
    }
  }
  const imports = [...owners].map(([name, part]) => `import { ${name} } from './${basename(part)}';`);
  return `${imports.join('\n')}\nmodule.exports = { ${[...owners.keys()].join(', ')} };\n`;
}

export async function buildProgram(root) {
  const parts = join(root, '.build/program');
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    // Parts that come from splitting import each other for their order alone.
    logOverride: { 'ignored-bare-import': 'silent' },
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
  let inputs = [];
  // The first time finds what is imported by `import()`, the next what that imports so.
  for (let known = -1; known < targets.size; ) {
    known = targets.size;
    rmSync(parts, { recursive: true, force: true });
    const { metafile } = await build({
      ...common,
      metafile: true,
      entryPoints: ['src/cli/main.ts'],
      outdir: parts,
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      format: 'esm',
      splitting: true,
      outExtension: { '.js': '.cjs' },
      plugins: [together(targets)],
      define: { ...identity, 'import.meta.url': '""', RULES_FILE: 'rulesFile', THREAD_FILE: 'threadFile', PACK_THREAD_FILE: 'packThreadFile' },
    });
    outputs = metafile.outputs;
    inputs = Object.keys(metafile.inputs);
  }
  // esbuild splits ES modules only, into many parts; Node loads CommonJS faster, and few files.
  const asFunction = {
    ...commonJs,
    plugins: [lateModules(LATE)],
    inject: [join(root, 'scripts/rules-file.mjs')],
    // What src/code-cache.ts runs: to put it around the text later would copy the text.
    banner: { js: '(function(exports,require,module,__dirname){' },
    footer: { js: '})' },
  };
  const files = filesOf(outputs);
  const fileOf = new Map(files.flatMap(({ file, parts: its }) => its.map((name) => [basename(name), file])));
  for (const { file, parts: its } of files) {
    const elsewhere = {
      name: 'elsewhere',
      setup({ onResolve }) {
        onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path, importer }) => {
          const home = fileOf.get(basename(path));
          return home === file || importer === '' ? undefined : { path: `./${home}.cjs`, external: true };
        });
      },
    };
    const { outputFiles } = await build({
      ...asFunction,
      stdin: { contents: exportsOf(its, outputs), resolveDir: parts },
      write: false,
      outfile: `dist/${file}.cjs`,
      plugins: [lateModules(file in SERVERS ? {} : LATE), elsewhere],
    });
    // Our own files need no look at whether they are of one kind of module or the other, which copies all their names.
    const ours = new RegExp(`[\\w$]+\\((require\\("\\./(?:${FILES.join('|')})\\.cjs"\\))(?:,\\s*1)?\\)`, 'g');
    writeFileSync(join(root, `dist/${file}.cjs`), outputFiles[0].text.replace(ours, '$1'));
  }
  // What a hook looks at first, and mostly nothing after it: it has its own copy of what it needs.
  await build({ ...asFunction, entryPoints: ['src/cli/door-look.ts'], outfile: 'dist/door-look.cjs', define: identity });

  // The gates of users' own rules, with their parsers: for the program and the library alike.
  const { metafile } = await build({ ...commonJs, metafile: true, entryPoints: ['src/authoring/index.ts'], outfile: 'dist/authoring.cjs', define: { 'import.meta.url': '""' } });
  inputs.push(...Object.keys(metafile.inputs));
  writeFileSync(join(root, 'dist/THIRD-PARTY.md'), thirdParty(root, inputs));
  // A thread has an interpreter of its own, and loads a file of its own.
  const ofThread = { ...identity, 'import.meta.url': '""', RULES_FILE: 'rulesFile' };
  await build({ ...commonJs, inject: asFunction.inject, entryPoints: ['src/app/history-thread.ts'], outfile: 'dist/history-thread.cjs', define: ofThread });
  await build({ ...commonJs, entryPoints: ['src/sources/pack-thread.ts'], outfile: 'dist/pack-thread.cjs' });

  const program = createHash('sha256');
  for (const name of [...FILES, 'door-look']) program.update(readFileSync(join(root, `dist/${name}.cjs`)));
  const define = { PROGRAM_ID: JSON.stringify(program.digest('hex').slice(0, 16)) };
  await build({ ...commonJs, plugins: [lateModules(LATE)], entryPoints: ['src/bin.ts'], outfile: 'dist/bin.cjs', define });
  chmodSync(join(root, 'dist/bin.cjs'), 0o755);
}
