import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How each manager adds development packages, optional ones that may build, and runs what they bring. */
const PLAIN = { exec: (words) => `node_modules/.bin/${words}`, env: {} };
const KNOWN = {
  npm: {
    ...PLAIN,
    add: (what) => `npm install --save-dev --no-audit --no-fund ${what}`,
    addOptional: (what) => `npm install --save-optional --no-audit --no-fund ${what}`,
  },
  pnpm: {
    ...PLAIN,
    add: (what) => `pnpm add --save-dev ${what}`,
    // Scripts of tools are not what is tried here, and pnpm fails until somebody decides about them.
    addTools: (what) => `pnpm add --save-dev --ignore-scripts ${what}`,
    addOptional: (what) => `pnpm add --save-optional --allow-build=re2 ${what}`,
  },
  yarn: { ...PLAIN, add: (what) => `yarn add --dev ${what}`, addOptional: (what) => `yarn add --optional ${what}` },
  bun: { ...PLAIN, add: (what) => `bun add --dev ${what}`, addOptional: (what) => `bun add --optional ${what}` },
};

/** From its second version on Yarn has mostly no node_modules: then it is what runs programs. */
const MODERN_YARN = {
  add: (what) => `touch yarn.lock && yarn add --dev ${what.replaceAll(/(^| )(\S+\.tgz)/g, '$1precommit-guard@file:$2')}`,
  addOptional: (what) => `yarn add --optional ${what}`,
  exec: (words) => `yarn ${words}`,
  env: { YARN_ENABLE_SCRIPTS: 'true', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false', YARN_ENABLE_TELEMETRY: 'false' },
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
    for (const name of names) if (!BUILDS.test(name) && !existsSync(join(rest, name))) symlinkSync(join(folder, name), join(rest, name));
    return rest;
  });
  return [...new Set(kept)].join(delimiter);
}
