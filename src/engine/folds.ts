// Whether a text may hold something written in pieces or in escapes, in AssemblyScript; part of the engine's module. Most texts do not, and need no expressions of src/detect/joined-texts.ts.
import { foldsAt, joinsAt } from './joins';

/** May something between `from` and `to` be folded? Yes rather than no. */
export function folds(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte > 0x5c) continue;
    if (byte == 0x0a ? at > from && joinsAt(at + 1, from, to) : foldsAt(at, from, to)) return true;
  }
  return false;
}
