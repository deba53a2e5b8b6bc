import type { ByteSource } from '../../../drivers/contract.ts';

/** A document that lies in memory, read in pieces and wiped when it is closed (R102). */
export function bufferSource(bytes: Uint8Array): ByteSource {
  let at = 0;
  let closed = false;
  return {
    length_bytes: bytes.length,
    read: (max_bytes) => {
      if (closed) return new Uint8Array(0);
      const piece = bytes.subarray(at, at + max_bytes);
      at += piece.length;
      return piece;
    },
    onReadable: () => {
      // Everything is there from the beginning: `read` never gives null.
    },
    close: () => {
      closed = true;
      bytes.fill(0);
    },
  };
}
