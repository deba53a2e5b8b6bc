/** Raw DEFLATE (RFC 1951) by the platform's own streams, with a limit on what comes out. */
import { joined } from './bytes.ts';

export async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  return (await drained(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY))!;
}

/** The bytes before compression; null when they are more than `bytes_max` or `bytes` is not one whole DEFLATE stream. */
export async function inflated(bytes: Uint8Array, bytes_max: number): Promise<Uint8Array | null> {
  try {
    return await drained(bytes, new DecompressionStream('deflate-raw'), bytes_max);
  } catch {
    return null;
  }
}

async function drained(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  bytes_max: number,
): Promise<Uint8Array | null> {
  const reader = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > bytes_max) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    parts.push(new Uint8Array(next.value));
  }
  return joined(parts);
}
