/** A tar file (POSIX.1-1988, ustar) of a few small files, compressed. */
import { gzipSync } from 'node:zlib';

export interface TarFile {
  readonly name: string;
  readonly text: string;
}

const BLOCK = 512;

function header(name: string, size: number, at_s: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (offset: number, length: number, value: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, 'latin1');
  };
  if (Buffer.byteLength(name) > 100) throw new RangeError('the name is too long for ustar');
  block.write(name, 0, 'utf8');
  put(100, 8, 0o600);
  put(108, 8, 0);
  put(116, 8, 0);
  put(124, 12, size);
  put(136, 12, at_s);
  block.write(' '.repeat(8), 148, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, octet) => total + octet, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** @param at_epoch_ms time of every file */
export function tarGz(files: readonly TarFile[], at_epoch_ms: number): Buffer {
  const parts: Buffer[] = [];
  for (const { name, text } of files) {
    const body = Buffer.from(text, 'utf8');
    parts.push(header(name, body.length, Math.floor(at_epoch_ms / 1_000)), body);
    parts.push(Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK));
  }
  parts.push(Buffer.alloc(2 * BLOCK));
  return gzipSync(Buffer.concat(parts));
}
