import { isUtf8 } from 'node:buffer';

/** A path as text: UTF-8 as it is, else every byte that is not ASCII percent-encoded, so that the name stays one name. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
