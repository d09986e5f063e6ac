import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * How each manager adds development packages and runs what they bring. `add` is what docs/managers.md tells people to type, `tools` what adds other people's packages,
 * `others` is what people may do instead: shown with the code that it ends with, which need not be 0.
 */
const PLAIN = { exec: (words) => `node_modules/.bin/${words}`, env: {}, others: {} };
const KNOWN = {
  npm: {
    ...PLAIN,
    add: (what) => `npm install --save-dev --no-audit --no-fund ${what}`,
    others: { 'npm install --ignore-scripts': (what) => `npm install --save-dev --no-audit --no-fund --ignore-scripts ${what}` },
  },
  pnpm: {
    ...PLAIN,
    add: (what) => `pnpm add --save-dev --allow-build=re2 ${what}`,
    // Scripts of tools are not what is tried here, and pnpm fails until somebody decides about them.
    addTools: (what) => `pnpm add --save-dev --ignore-scripts ${what}`,
    others: {
      'pnpm add': (what) => `pnpm add --save-dev ${what}`,
      'pnpm add --ignore-scripts': (what) => `pnpm add --save-dev --ignore-scripts ${what}`,
      'pnpm add, `allowBuilds: { re2: false }` in pnpm-workspace.yaml': (what) => `printf 'allowBuilds:\\n  re2: false\\n' > pnpm-workspace.yaml && pnpm add --save-dev ${what}`,
    },
  },
  yarn: {
    ...PLAIN,
    add: (what) => `yarn add --dev ${what}`,
    others: { 'yarn add --ignore-scripts': (what) => `yarn add --dev --ignore-scripts ${what}` },
  },
  bun: { ...PLAIN, add: (what) => `bun add --dev ${what}`, others: { 'bun add --ignore-scripts': (what) => `bun add --dev --ignore-scripts ${what}` } },
};

const modernAdd = (what) => `touch yarn.lock && yarn add --dev ${what.replaceAll(/(^| )(\S+\.tgz)/g, '$1precommit-guard@file:$2')}`;

/** From its second version on Yarn has mostly no node_modules: then it is what runs programs. The newest run no scripts of packages unless they are told to. */
const MODERN_YARN = {
  add: modernAdd,
  exec: (words) => `yarn ${words}`,
  env: { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false', YARN_ENABLE_TELEMETRY: 'false' },
  others: { 'yarn add, `enableScripts: true` in .yarnrc.yml': (what) => `echo 'enableScripts: true' > .yarnrc.yml && ${modernAdd(what)}` },
};

/** The managers on the PATH, with their versions; `missing` says that there is none of that name. */
export function managers(wanted) {
  return Object.keys(KNOWN)
    .filter((name) => wanted.length === 0 || wanted.includes(name))
    .map((name) => {
      const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
      if (status !== 0) return { name, missing: true };
      const version = stdout.trim();
      return { name, version, ...(name === 'yarn' && !version.startsWith('1.') ? MODERN_YARN : KNOWN[name]) };
    });
}

const BUILDS = /^(?:.*-)?(?:cc|c\+\+|cpp|gcc|g\+\+|clang|clang\+\+|ccache|make|gmake|cmake|ninja|python)[\d.]*(?:-[\d.]+)?$/;

/** The PATH without anything that compiles: folders that have such a program are replaced by one with links to the rest. */
export function pathWithoutCompiler(base) {
  const rest = join(base, 'bin-without-compiler');
  mkdirSync(rest);
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(folder));
  const kept = folders.map((folder) => {
    const names = readdirSync(folder);
    if (!names.some((name) => BUILDS.test(name))) return folder;
    for (const name of names.filter((one) => !BUILDS.test(one) && !existsSync(join(rest, one)))) {
      // Yarn 1 puts the folder that Node.js is really in before all others.
      if (name === 'node') copyFileSync(join(folder, name), join(rest, name));
      else symlinkSync(join(folder, name), join(rest, name));
    }
    return rest;
  });
  return [...new Set(kept)].join(delimiter);
}
