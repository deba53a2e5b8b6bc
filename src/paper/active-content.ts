/**
 * Whether a PDF carries anything that acts: scripts, launches, embedded files, forms that are sent. A certificate has no such thing. Only the
 * objects are looked through: in the compressed bytes of fonts and pictures a name such as `/JS` stands by mere chance. Objects that are
 * themselves compressed (object streams; ISO 32000-1, 7.5.7) are opened first.
 */
import { inflateSync } from 'node:zlib';

/** Names of active content. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)(?![A-Za-z])/;
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b/;
/** The one way in which makers compress object streams; anything else is not looked into but refused. */
const PLAIN_FLATE = /\/Filter\s*(?:\/FlateDecode\b|\[\s*\/FlateDecode\s*\])/;
/** A page has some hundred small objects; more bytes than this are no page. */
const OBJECTS_BYTES_MAX = 8 * 1024 * 1024;
/** Z_SYNC_FLUSH: what follows the compressed bytes (a line end, `endstream`) is not an error. */
const FINISH = 2;

/** The bytes as text, with the letters of names that were written as `#4A` (ISO 32000-1, 7.3.5) written plainly. */
const plainNames = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/#([4-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** True when the file holds active content, or objects that cannot be looked through. */
export function hasActiveContent(pdf: Uint8Array): boolean {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  for (let at = 0; at < file.length;) {
    const begin = streamAfter(file, at);
    const objects = plainNames(file.subarray(at, begin ?? file.length));
    if (ACTIVE.test(objects)) return true;
    if (begin === null) return false;
    const end = file.indexOf('endstream', begin, 'latin1');
    const body = file.subarray(begin, end < 0 ? file.length : end);
    // The dictionary of a stream stands right before it, behind the `obj` that begins its object.
    const dictionary = objects.slice(objects.lastIndexOf(' obj') + 1);
    if (OBJECT_STREAM.test(dictionary) && hidesActive(body, dictionary)) return true;
    at = begin + body.length;
  }
  return false;
}

/** Where the bytes of the next stream begin; null when there is none. */
function streamAfter(file: Buffer, from: number): number | null {
  for (let at = file.indexOf('stream', from, 'latin1'); at >= 0; at = file.indexOf('stream', at + 1, 'latin1')) {
    const after = at + 'stream'.length;
    const isEnd = file.toString('latin1', Math.max(0, at - 3), at) === 'end';
    if (!isEnd && (file[after] === 0x0a || (file[after] === 0x0d && file[after + 1] === 0x0a)))
      return after + (file[after] === 0x0a ? 1 : 2);
  }
  return null;
}

/** Looks through the objects of one object stream. */
function hidesActive(body: Uint8Array, dictionary: string): boolean {
  if (!/\/Filter\b/.test(dictionary)) return ACTIVE.test(plainNames(body));
  if (!PLAIN_FLATE.test(dictionary) || /\/DecodeParms\b/.test(dictionary)) return true;
  try {
    const objects = inflateSync(body, { maxOutputLength: OBJECTS_BYTES_MAX, finishFlush: FINISH });
    const found = ACTIVE.test(plainNames(objects));
    objects.fill(0);
    return found;
  } catch {
    return true;
  }
}
