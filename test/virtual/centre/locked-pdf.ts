/** An encrypted one-page PDF with the standard security handler, revision 2, RC4 of 40 bits (ISO 32000-1, 7.6.3). */
import { createHash } from 'node:crypto';

/** Padding string of the standard (7.6.3.3, Algorithm 2). */
const PADDING = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const KEY_BYTES = 5;
/** All allowed but changes: what locks look like in the wild. */
const PERMISSIONS = -44;

const md5 = (...parts: Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 255] ?? 0;
  const swap = (a: number, b: number): void => {
    [state[a & 255], state[b & 255]] = [at(b), at(a)];
  };
  let other = 0;
  for (let index = 0; index < 256; index += 1) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) & 255;
    swap(index, other);
  }
  other = 0;
  const out = Buffer.from(data);
  for (const [index, byte] of data.entries()) {
    other = (other + at(index + 1)) & 255;
    swap(index + 1, other);
    out[index] = byte ^ at(at(index + 1) + at(other));
  }
  return out;
}

const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32);

/** One A4 page with these lines on it, to be opened with `password` (may be empty). */
export function lockedPdf(lines: readonly string[], password: string): Uint8Array {
  const id = md5(Buffer.from(lines.join('\n')));
  const owner = rc4(md5(padded('owner')).subarray(0, KEY_BYTES), padded(password));
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded(password), owner, permissions, id).subarray(0, KEY_BYTES);
  const user = rc4(key, PADDING);
  const text = lines.map((line, index) => `BT /F1 10 Tf 60 ${60 + 20 * index} Td (${line}) Tj ET`).join('\n');
  // 7.6.2, Algorithm 1: the key of object 4, generation 0.
  const contentKey = md5(key, Uint8Array.of(4, 0, 0, 0, 0)).subarray(0, KEY_BYTES + 5);
  const content = rc4(contentKey, Buffer.from(text, 'latin1'));
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Count 1 /Kids [3 0 R] >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ),
    Buffer.concat([Buffer.from(`<< /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    Buffer.from(
      `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${PERMISSIONS} >>`,
    ),
  ];
  let file = Buffer.from('%PDF-1.4\n');
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const hexId = `<${id.toString('hex')}>`;
  const end =
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Encrypt 6 0 R /ID [${hexId} ${hexId}] >>\n` +
    `startxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}
