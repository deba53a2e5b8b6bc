/**
 * Bytes for what is to be wiped. V8 keeps typed arrays of up to 64 bytes in its own heap, where the collector moves them and leaves
 * copies behind; with an ArrayBuffer of their own they lie still, and overwriting them overwrites the only copy.
 */
export function secretBytes(length: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(length));
}
