// Where a script may name a package, in AssemblyScript; part of the engine's module. An expression over every byte of a thousand files takes a hook longer than all that it finds.

/** Most blanks on either side of the bracket, or of where it might stand. */
const BLANKS: u32 = 80;

let written: u32 = 0;

/**
 * Writes a record (where the word begins, where the quote or the comment behind it does) for every `from`, `require`, `require.resolve` and `import` that a quote or a comment follows, behind blanks and a bracket
 * at most. Returns where it stopped: at `to`, or where `out` is full. Up to sixteen bytes behind `to` are read, and are zeros.
 */
export function imports(from: usize, to: usize, start: usize, out: usize, outEnd: usize): usize {
  let next = out;
  let at = start;
  for (; at < to && next + 64 <= outEnd; at += 8) {
    const word = load<u64>(at);
    // Quotes (or `#` and `&`), and slashes.
    for (let marks = zeros((word & 0xfafafafafafafafa) ^ 0x2222222222222222) | zeros(word ^ 0x2f2f2f2f2f2f2f2f); marks != 0; marks &= marks - 1) {
      const place = at + <usize>(ctz(marks) >> 3);
      const byte = <u32>load<u8>(place);
      if (place >= to || (byte != 0x22 && byte != 0x27 && (byte != 0x2f || load<u8>(place + 1) != 0x2a))) continue;
      const begun = wordBefore(place, from);
      if (begun == 0) continue;
      store<u32>(next, <u32>begun);
      store<u32>(next, <u32>place, 4);
      next += 8;
    }
  }
  written = <u32>((next - out) >> 3);
  return at < to ? at : to;
}

export function importsFound(): u32 {
  return written;
}

/** Where the word begins after which a name may stand at `at`; 0 for none. */
function wordBefore(at: usize, from: usize): usize {
  let end = behindBlanks(at, from);
  if (end > from && load<u8>(end - 1) == 0x28) end--;
  end = behindBlanks(end, from);
  if (end < from + 4) return 0;
  switch (<u32>load<u8>(end - 1)) {
    case 0x6d:
      return load<u32>(end - 4) == 0x6d6f7266 ? end - 4 : 0; // from
    case 0x74:
      return end >= from + 6 && load<u32>(end - 4) == 0x74726f70 && load<u16>(end - 6) == 0x6d69 ? end - 6 : 0; // import
    case 0x65: {
      let require = end;
      // .resolve
      if (end >= from + 15 && load<u64>(end - 8) == 0x65766c6f7365722e) require = end - 8;
      return require >= from + 7 && load<u32>(require - 4) == 0x65726975 && load<u32>(require - 7) == 0x75716572 ? require - 7 : 0;
    }
  }
  return 0;
}

function behindBlanks(at: usize, from: usize): usize {
  let end = at;
  for (let count: u32 = 0; end > from && count < BLANKS && isBlank(load<u8>(end - 1)); count++) end--;
  return end;
}

/** As `\s` has it in one byte. */
function isBlank(byte: u32): bool {
  return byte == 0x20 || byte - 0x09 < 5 || byte == 0xa0;
}

/** The highest bit of every byte that is zero, and perhaps of some above it: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord */
// @ts-ignore: decorator
@inline
function zeros(word: u64): u64 {
  return (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}
