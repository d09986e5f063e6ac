// How long scans of made-up texts take: what the growth bench and the hunt for slow inputs share.
import { cpu, loadCore } from '../support/core.mjs';

export const core = await loadCore();
export const MB = 1 << 20;

/** A detector with all rules on one engine. */
export function detectorFor(engine) {
  const table = core.builtIn();
  return new core.Detector(new core.Ruleset({ table, choices: new Array(table.count).fill('own') }, core.regexEngine(engine)), table);
}

/** Makes a text of a size by saying another one over and over. */
export const fill = (text) => (size) => text.repeat(Math.ceil(size / text.length)).slice(0, size);

/** Makes a text of a size of pieces that a function says by their numbers. */
export const pieces = (piece) => (size) => {
  const out = [];
  let length = 0;
  for (let number = 0; length < size; number++) {
    const next = piece(number);
    out.push(next);
    length += next.length;
  }
  return out.join('').slice(0, size);
};

export function sourceOf(text, language, path = 'input') {
  return { path, bytes: Buffer.from(text, 'latin1'), language, added: { kind: 'all' }, origin: { door: 'file' } };
}

/** Milliseconds of processor time that a scan takes. */
export function timeOfScan(detector, text, language, path) {
  const source = sourceOf(text, language, path);
  return cpu(() => core.scanText(source, detector));
}
