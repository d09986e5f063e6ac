// What gates ask about a byte, in AssemblyScript; part of the engine's module.

/** The letter of an escaped line break or tab. */
// @ts-ignore: decorator
@inline
export function isBreak(byte: u32): bool {
  return byte == 0x6e || byte == 0x72 || byte == 0x74;
}

/** Is a byte in a map of 256 bits? */
// @ts-ignore: decorator
@inline
export function has(map: usize, byte: u32): u32 {
  return (<u32>load<u8>(map + (byte >> 3)) >> (byte & 7)) & 1;
}
