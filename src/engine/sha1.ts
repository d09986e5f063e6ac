// The compression function of SHA-1 (FIPS 180-4, section 6.1), in AssemblyScript; part of the engine's module. git names objects by it; nothing here relies on it against an attacker.

/** Mixes `count` blocks of 64 bytes at `blocks` into the five words at `state`. `schedule` has room for 80 words. */
export function sha1(state: usize, blocks: usize, count: u32, schedule: usize): void {
  for (let block = blocks, end = blocks + (<usize>count << 6); block < end; block += 64) {
    for (let t: usize = 0; t < 64; t += 4) store<u32>(schedule + t, bswap<u32>(load<u32>(block + t)));
    for (let t: usize = 64; t < 320; t += 4) {
      const at = schedule + t;
      store<u32>(at, rotl<u32>(load<u32>(at - 12) ^ load<u32>(at - 32) ^ load<u32>(at - 56) ^ load<u32>(at - 64), 1));
    }
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    for (let t: usize = 0; t < 80; t += 4) {
      const next = rotl<u32>(a, 5) + (d ^ (b & (c ^ d))) + 0x5a827999 + e + load<u32>(schedule + t);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let t: usize = 80; t < 160; t += 4) {
      const next = rotl<u32>(a, 5) + (b ^ c ^ d) + 0x6ed9eba1 + e + load<u32>(schedule + t);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let t: usize = 160; t < 240; t += 4) {
      const next = rotl<u32>(a, 5) + ((b & c) | (d & (b | c))) + 0x8f1bbcdc + e + load<u32>(schedule + t);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let t: usize = 240; t < 320; t += 4) {
      const next = rotl<u32>(a, 5) + (b ^ c ^ d) + 0xca62c1d6 + e + load<u32>(schedule + t);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    store<u32>(state, load<u32>(state) + a);
    store<u32>(state, load<u32>(state, 4) + b, 4);
    store<u32>(state, load<u32>(state, 8) + c, 8);
    store<u32>(state, load<u32>(state, 12) + d, 12);
    store<u32>(state, load<u32>(state, 16) + e, 16);
  }
}
