import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { ambiguousGroups } from '../../scripts/patterns/ambiguity.js';
import { sourceFiles } from '../support/sources.js';

/** Written in AssemblyScript. */
const ENGINE = 'src/engine/';
/** Rooms whose modules do nothing when they are loaded. */
const ROOMS = ['text', 'rules', 'detect', 'packages', 'config', 'report'];

function literalsIn(code: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('regex' in node) found.push((node.regex as { pattern: string }).pattern);
    else for (const part of Object.values(node)) visit(part);
  };
  visit(parse(transformSync(code, { loader: 'ts', target: 'es2022' }).code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

/** The expressions that modules put together when they are loaded. */
async function constructedIn(room: string): Promise<string[]> {
  const found: string[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct(target, given): RegExp {
      const made = new target(...(given as [string, string]));
      found.push(made.source);
      return made;
    },
  });
  try {
    const folder = new URL(`../../src/${room}/`, import.meta.url);
    // Under a name of their own, lest they be loaded already.
    const modules = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    await Promise.all(modules.map((name) => import(new URL(`${name}?constructed`, folder).href)));
  } finally {
    globalThis.RegExp = own;
  }
  return found;
}

const REPEATS_GROUP = /\)[*+{]/;

function ambiguousIn(patterns: readonly string[]): string[] {
  return [...new Set(patterns)].filter((pattern) => REPEATS_GROUP.test(pattern)).flatMap(ambiguousGroups);
}

describe('regular expressions of the program', () => {
  for (const { path, text } of sourceFiles('src').filter((file) => !file.path.startsWith(ENGINE) && REPEATS_GROUP.test(file.text))) {
    it(`${path} takes a text in one way`, () => assert.deepEqual(ambiguousIn(literalsIn(text)), []));
  }
  for (const room of ROOMS) it(`what modules of src/${room} put together does so too`, async () => assert.deepEqual(ambiguousIn(await constructedIn(room)), []));
});
