import type { HistoryObject, ObjectType } from './history-objects.js';

// How objects go from one thread to another: their texts one behind the other in shared memory, and a line of each, which says what it is.

/** @param length of its content there; less than its size where only the beginning is handed on. */
export function objectLine(id: string, type: ObjectType, size: number, length: number): string {
  return `${id} ${type} ${size} ${length}\n`;
}

/** What some lines are about, not copied. @param gap bytes behind each. */
export function objectsIn(bytes: Buffer, lines: string, gap = 0): HistoryObject[] {
  let at = 0;
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [id = '', type, size, length] = line.split(' ');
      const content = bytes.subarray(at, at + Number(length));
      at += content.length + gap;
      return { kind: 'object', id, type: type as ObjectType, size: Number(size), content }; // As `objectLine` wrote it.
    });
}
