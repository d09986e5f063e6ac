#!/usr/bin/env node
import { startEarly } from './cli/early.js';
import { CodeCache, cacheFolder } from './code-cache.js';

/** Changes with the files beside this one; the build defines it. */
declare const PROGRAM_ID: string;

const argv = process.argv.slice(2);
const context = { cwd: process.cwd(), env: process.env };
/** Of V8's flags, for one of which compiled code is kept. Not imported: a hook would wait a millisecond for what it does not need. */
const flagsNow = (v8 = 'node:v8'): number => (require(v8) as typeof import('node:v8')).cachedDataVersionTag();
const code = new CodeCache({ folder: __dirname, id: PROGRAM_ID }, cacheFolder(process));
const load = () => code.load('main.cjs') as typeof import('./cli/main.js');
// A bug must never look like a clean commit, nor print what was scanned: no default handler of Node's may run.
process.on('uncaughtException', (error) => {
  void Promise.resolve()
    .then(() => load().bugText(error))
    .catch(
      (why: NodeJS.ErrnoException) => `precommit-guard: the program cannot be loaded (${why.code ?? 'it is damaged'}) and decided nothing. If that stays so, install it again.\n`,
    )
    .then((text) => process.stderr.write(text))
    .finally(() => process.exit(2));
});
const early = startEarly(argv, context);
/** A history that has not changed is told from what an earlier run left: loading the program is most of the work then. One that is read changes V8's flags, and what was compiled fits no others. */
const flags = argv[0] === 'history' && !argv.includes('--no-cache') ? flagsNow() : undefined;
const keepsCode = (): boolean => early !== undefined || argv[0] === 'hook' || argv[0] === 'agent' || (flags !== undefined && flags === flagsNow());
/** A hook that finds receipts for all that it looks at needs nothing else of the program. */
const looked = Promise.resolve().then(() => {
  if (argv[0] !== 'hook') return undefined;
  const { lookInDoor } = code.load('door-look.cjs') as typeof import('./cli/door-look.js');
  return lookInDoor(argv.slice(1), context);
});
const program = looked.then((look) => (look?.proven === true ? undefined : load()));
let endGit = (): void => void early?.diff.kill();

// Not at once: until there is something to say, a signal ends Node as well without us, and listening costs a hook half a millisecond.
setTimeout(() => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      endGit();
      process.stderr.write('precommit-guard: interrupted; the scan was not finished and nothing was decided.\n');
      process.kill(process.pid, signal);
    });
  }
}, 50).unref();
// A promise that is never settled lets Node end with 0: whoever has not decided has not found it clean.
process.on('exit', () => {
  if (process.exitCode !== undefined) return;
  process.stderr.write('precommit-guard: an internal error: it ended before it had decided, so the answer is no.\n');
  process.exitCode = 2;
});

void program.then(async (rest) => {
  if (rest === undefined) process.exitCode = 0;
  else {
    endGit = () => {
      early?.diff.kill();
      rest.endGit();
    };
    const verdict = await rest.main(argv, process.env, { early, looked: await looked });
    endGit(); // Nobody waits for what is left of it.
    process.exitCode ??= verdict; // Set before when the report could not be delivered.
  }
  if (keepsCode() && code.incomplete) {
    await rest?.warmUp().catch(() => {}); // Not worth a word: the verdict is given.
    code.save();
  }
  process.exit();
});
