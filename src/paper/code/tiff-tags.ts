/** Directory of a TIFF file (TIFF 6.0, section 2): numbers by their tags, with limits. */

/** Tags that are looked at. */
export const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  offsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  counts: 279,
  options: 293,
} as const;
const ENTRIES_MAX = 64;
/** Bytes of one value, by its type: BYTE, SHORT, LONG, UNDEFINED. */
const SIZES: ReadonlyMap<number, 1 | 2 | 4> = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [7, 1],
]);

/** Numbers of the first directory by their tags, `values_max` of one tag at most; null when it does not lie in the file. */
export function readTags(tiff: Uint8Array, values_max: number): ReadonlyMap<number, readonly number[]> | null {
  if (tiff.length < 8) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const order = view.getUint16(0);
  const isLittle = order === 0x4949;
  if ((!isLittle && order !== 0x4d4d) || view.getUint16(2, isLittle) !== 42) return null;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return null;
  const entries = view.getUint16(start, isLittle);
  if (entries > ENTRIES_MAX || start + 2 + 12 * entries > tiff.length) return null;
  const tags = new Map<number, readonly number[]>();
  for (let index = 0; index < entries; index += 1) {
    const at = start + 2 + 12 * index;
    const values = readValues(view, at, isLittle, values_max);
    if (values !== null) tags.set(view.getUint16(at, isLittle), values);
  }
  return tags;
}

function readValues(view: DataView, at: number, isLittle: boolean, values_max: number): readonly number[] | null {
  const type = view.getUint16(at + 2, isLittle);
  const count = view.getUint32(at + 4, isLittle);
  const size = SIZES.get(type);
  if (size === undefined || count > values_max) return null;
  const from = count * size <= 4 ? at + 8 : view.getUint32(at + 8, isLittle);
  if (from + count * size > view.byteLength) return null;
  return Array.from({ length: count }, (_, index) => {
    const place = from + size * index;
    if (size === 1) return view.getUint8(place);
    return size === 2 ? view.getUint16(place, isLittle) : view.getUint32(place, isLittle);
  });
}
