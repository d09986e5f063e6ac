import { traceOf } from '../../src/detect/flow/origin.js';
import { viewOf } from './scan.js';

/** Where the value of the first argument of `sink(` comes from, which a comment follows: `sink(value)//`. */
export function origin(code: string, path: string): string | undefined {
  const view = viewOf(code, path);
  const start = view.text.indexOf('sink(') + 'sink('.length;
  return traceOf(view, { start, end: view.text.indexOf(')//', start) })?.origin;
}
