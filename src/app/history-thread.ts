// One of the threads that look at objects while git is read. A program of its own: the build makes it a file beside the others.
import { parentPort, workerData } from 'node:worker_threads';
import { Detector } from '../detect/detector.js';
import { FirstLook } from '../detect/first-look.js';
import { builtIn } from '../rules/built-in.js';
import { FamiliarText } from '../rules/familiar-text.js';
import { regexEngine } from '../rules/regex-engine.js';
import { Ruleset } from '../rules/ruleset.js';
import { objectsIn } from '../sources/object-block.js';
import { FirstPassOver, randomBits, storedPass } from './history-first-pass.js';
import type { Answer, Order, ThreadData } from './history-threads.js';

const { choices, engine, blocks } = workerData as ThreadData; // Given by history-threads.ts alone.
const all = builtIn();
const detector = new Detector(new Ruleset({ table: all, choices }, regexEngine(engine)), all);
const pass = new FirstPassOver(() => new FirstLook(detector, new FamiliarText(randomBits())));
const answer = (told: Answer): void => parentPort?.postMessage(told);

parentPort?.on('message', (order: Order) => {
  if (order === 'end') {
    pass.end();
    answer({ pass: storedPass(pass) });
    parentPort?.close();
    return;
  }
  const bytes = Buffer.from(typeof order.memory === 'number' ? (blocks[order.memory] as SharedArrayBuffer) : order.memory);
  pass.take(objectsIn(bytes, order.lines));
  answer({ memory: typeof order.memory === 'number' ? order.memory : undefined, suspects: pass.blobs.size + pass.messages.size });
});
