/** Blobs of elements on a plane. */
import type { DotBox } from '../contract.ts';

/** Elements that hang together, corners too. */
export interface Blob {
  readonly elements: readonly number[];
  readonly box: DotBox;
  /** False when it is larger than what was asked for. */
  readonly isWhole: boolean;
}

/** The blob at `start`, of elements that `isIn`; `seen` remembers what was looked at. Ends early once it has more than `limit` elements. */
export function blobAt(
  start: number,
  width: number,
  height: number,
  limit: number,
  seen: Uint8Array,
  isIn: (at: number) => boolean,
): Blob {
  const elements = [start];
  seen[start] = 1;
  let [left, right, top, bottom] = [start % width, start % width, Math.floor(start / width), Math.floor(start / width)];
  for (let index = 0; index < elements.length && elements.length <= limit; index += 1) {
    const at = elements[index]!;
    const x = at % width;
    const y = Math.floor(at / width);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy += 1) {
      for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx += 1) {
        const next = at + dy * width + dx;
        if (seen[next] === 1 || !isIn(next)) continue;
        seen[next] = 1;
        elements.push(next);
      }
    }
  }
  const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  return { elements, box, isWhole: elements.length <= limit };
}
