import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { codeOf, importsOf, type SourceFile, sourceFiles } from './support/sources.js';

/** The rooms of src/ and how high they lie; a room sees only what is below it. */
const LAYER: Readonly<Record<string, number>> = {
  model: 0,
  text: 1,
  rules: 1,
  engine: 1,
  detect: 2,
  packages: 2.5,
  sources: 3,
  config: 3,
  report: 3,
  authoring: 3,
  app: 4,
  cli: 5,
  top: 5,
};

/** What the pure rooms may use of Node and of packages; the others choose for themselves. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  model: [],
  text: ['node:buffer'],
  rules: ['node:module', 'node:fs', 're2', 'valibot'],
  engine: ['node:fs'],
  detect: ['node:crypto', 'node:buffer'],
};

function roomOf(path: string): string {
  const [top, room = '', ...rest] = path.split('/');
  if (top === 'scripts') return 'scripts';
  return rest.length === 0 ? 'top' : room;
}

function above(room: string): number {
  return LAYER[room] ?? -1;
}

function allowed(from: string, to: string): boolean {
  if (from === to || from === 'top') return true;
  // Users' own rules pass the gates of the build.
  if (to === 'scripts') return from === 'authoring';
  // The program sees what they are for, and loads them when they are asked for.
  if (to === 'authoring') return above(from) >= 4;
  const below = LAYER[to] ?? 99;
  // Sources, configuration and reports know texts and rules, and not the detector.
  return above(from) === 3 ? below <= 1 : below < above(from);
}

/** Sentences about imports that go up or sideways. */
function wrongImports({ path, text }: SourceFile): string[] {
  const room = roomOf(path);
  return importsOf(text).flatMap((name) => {
    if (!name.startsWith('.')) return OUTSIDE[room]?.includes(name) === false ? [`${path} imports ${name}`] : [];
    const target = posix.join(posix.dirname(path), name);
    return allowed(room, roomOf(target)) ? [] : [`${path} imports ${target}`];
  });
}

function uses(files: readonly SourceFile[], forbidden: RegExp): string[] {
  return files.flatMap(({ path, text }) => [...codeOf(text).matchAll(forbidden)].map((match) => `${path} uses ${match[0]}`));
}

const IMPURE =
  /\b(?:async|await|Promise|console|process|Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|fetch|XMLHttpRequest|WebSocket|require|globalThis|Worker|Atomics)\b|\bMath\.random\b|\bimport\s*(?:\(|\.meta)|\brandom(?:Bytes|UUID|Int)\b/g;
const PRINTS = /\bconsole\b|\bprocess\s*\.\s*(?:stdout|stderr|exit\w*|abort|kill|argv)\b|\bprocess\s*\[/g;

const files = sourceFiles('src');
const inRooms = (...rooms: string[]): SourceFile[] => files.filter(({ path }) => rooms.includes(roomOf(path)));

describe('the layers of src', () => {
  it('are all known to this test', () => {
    assert.deepEqual(
      files.map(({ path }) => roomOf(path)).filter((room) => LAYER[room] === undefined),
      [],
    );
    for (const room of ['model', 'text', 'rules', 'detect', 'sources', 'config', 'report', 'app', 'cli', 'top']) assert.ok(inRooms(room).length > 0, room);
  });

  it('import only what lies below', () => {
    assert.deepEqual(files.flatMap(wrongImports), []);
    assert.ok(files.flatMap(({ text }) => importsOf(text)).length > 150);
  });

  it('name every file that is imported as it is', () => {
    const known = new Set(files.map(({ path }) => path));
    const missing = files.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.') && !name.includes('/generated/'))
        .map((name) => posix.join(posix.dirname(path), name).replace(/(?:\.js)?$/, '.ts')) // AssemblyScript names no ending.
        .filter((target) => target.startsWith('src/') && !known.has(target)),
    );
    assert.deepEqual(missing, []);
  });

  it('keep the core pure: no I/O, clock, chance, environment or waiting', () => {
    assert.deepEqual(uses(inRooms('model', 'text', 'detect'), IMPURE), []);
  });

  it('print and end the process nowhere but at the rim', () => {
    assert.deepEqual(uses(inRooms('model', 'text', 'rules', 'engine', 'detect', 'sources', 'config', 'report', 'app'), PRINTS), []);
    assert.ok(uses(inRooms('cli', 'top'), PRINTS).length > 0);
  });

  it('leave the public API to re-exports', () => {
    const index = files.find(({ path }) => path === 'src/index.ts');
    assert.ok(index !== undefined);
    assert.deepEqual(
      codeOf(index.text)
        .split('\n')
        .filter((line) => line.trim() !== '' && !/^export (?:type )?\{[^}]*\} from\s*;$/.test(line.replace(/\s+/g, ' ').replace(/ ;$/, ';'))),
      [],
    );
  });
});

describe('the files of the project', () => {
  const all = [...files, ...sourceFiles('test'), ...sourceFiles('scripts')];

  it('have at most 300 lines', () => {
    assert.deepEqual(
      all.filter(({ text }) => text.split('\n').length - 1 > 300).map(({ path }) => path),
      [],
    );
  });

  it('live in rooms, not in drawers', () => {
    assert.deepEqual(
      all.map(({ path }) => path).filter((path) => /(?:^|\/)(?:utils?|helpers?|commons?|misc|shared|lib)(?:\/|\.ts$)/i.test(path)),
      [],
    );
  });
});

describe('the gate itself', () => {
  const planted = (path: string, text: string): string[] => wrongImports({ path, text });

  it('sees an import that goes up, in every form', () => {
    for (const form of [
      "import { main } from '../cli/main.js';",
      "import type { A } from '../cli/main.js';",
      "import {\n  a,\n  b,\n} from '../cli/main.js';",
      "export * from '../cli/main.js';",
      "import '../cli/main.js';",
      "const { main } = await import('../cli/main.js');",
      "createRequire(import.meta.url)('../cli/main.js')",
    ]) {
      assert.deepEqual(planted('src/text/new.ts', form), ['src/text/new.ts imports src/cli/main.js'], form);
    }
  });

  it('sees an import that goes sideways, and a module the core must not use', () => {
    assert.equal(planted('src/text/new.ts', "import { Ruleset } from '../rules/ruleset.js';").length, 1);
    assert.equal(planted('src/report/new.ts', "import { Detector } from '../detect/detector.js';").length, 1);
    assert.equal(planted('src/detect/new.ts', "import { readFileSync } from 'node:fs';").length, 1);
    assert.equal(planted('src/detect/refine/new.ts', "import type { TextView } from '../text-view.js';").length, 0);
  });

  it('sees what is impure in code, and not in a comment or a string', () => {
    const file = (text: string): SourceFile[] => [{ path: 'src/detect/new.ts', text }];
    assert.deepEqual(uses(file("// await\nconst a = 'process';\nconst b = /Date/;\n"), IMPURE), []);
    assert.deepEqual(uses(file('const a = `${Date.now()}`;\nconsole.log(process.env);\n'), IMPURE), [
      'src/detect/new.ts uses Date',
      'src/detect/new.ts uses console',
      'src/detect/new.ts uses process',
    ]);
  });
});
