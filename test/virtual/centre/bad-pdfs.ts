/**
 * Pages that no municipality would send, made of good ones: each is signed for and has the right digest and the right numbers on it,
 * so only a look at the PDF itself can find it. Made by incremental update (ISO 32000-1, 7.5.6); the content stays as it was.
 */
import { lockedPdf } from './locked-pdf.ts';

export const BAD_PDFS = [
  /** Bytes that are no PDF at all. */
  'pdfInvalid',
  /** The second half of the file is missing. */
  'pdfTruncated',
  'pdfJavaScript',
  /** The same with its names written in hex escapes (7.3.5), which a search for words does not see. */
  'pdfHiddenScript',
  'pdfAttachment',
  /** An attachment as a note on the page (12.5.6.15). */
  'pdfAttachmentNote',
  'pdfTwoPages',
  'pdfNotA4',
  'pdfLandscape',
  /** Opens without a password, but is encrypted. */
  'pdfEncrypted',
  /** Opens with a password only. */
  'pdfLocked',
  /** An empty sheet: the numbers are missing too. */
  'pdfBlank',
] as const;

export type BadPdf = (typeof BAD_PDFS)[number];

/** Begin of the tiny pages of a simulation, which are spoiled by a word. */
export const TINY_MAGIC = '%PDF-1.7 tiny\n';

/** The page spoiled. `numbers`: what stands on it. */
export function badPdf(kind: BadPdf, pdf: Uint8Array, numbers: readonly string[]): Uint8Array {
  const file = Buffer.from(pdf);
  if (kind === 'pdfInvalid') return Buffer.from('<html><body>503 見本</body></html>');
  if (kind === 'pdfTruncated') return file.subarray(0, file.length >> 1);
  if (file.toString('latin1').startsWith(TINY_MAGIC)) {
    return kind === 'pdfBlank' ? Buffer.from(TINY_MAGIC) : Buffer.concat([file, Buffer.from(`\n%${kind}`)]);
  }
  if (kind === 'pdfEncrypted') return lockedPdf(numbers, '');
  if (kind === 'pdfLocked') return lockedPdf(numbers, 'mihon');
  return updated(file, kind);
}

/** Parts of a file of pdfkit that an update replaces. */
interface Parts {
  readonly size: number;
  readonly trailer: string;
  readonly startxref: string;
  readonly catalog: number;
  readonly pages: number;
  readonly page: number;
  /** Dictionary of an object, with its brackets. */
  dictionary(number: number): string;
}

function partsOf(text: string): Parts {
  const find = (pattern: RegExp, where = text): string => {
    const found = pattern.exec(where)?.[1];
    if (found === undefined) throw new Error('this is not a page of our own maker');
    return found;
  };
  const dictionary = (number: number): string => {
    const head = `\n${number} 0 obj\n`;
    const from = text.indexOf(head);
    return text.slice(from + head.length, text.indexOf('\nendobj', from));
  };
  const catalog = Number(find(/\/Root (\d+) 0 R/));
  const pages = Number(find(/\/Pages (\d+) 0 R/, dictionary(catalog)));
  return {
    size: Number(find(/\/Size (\d+)/)),
    trailer: find(/trailer\n<<\n([^]*?)>>\nstartxref/),
    startxref: find(/startxref\n(\d+)/),
    catalog,
    pages,
    page: Number(find(/\/Kids \[(\d+) 0 R\]/, dictionary(pages))),
    dictionary,
  };
}

const withEntry = (dictionary: string, entry: string): string => dictionary.replace(/>>\s*$/, `${entry}\n>>`);

/** Objects that replace or follow those of the file. */
function changesOf(kind: BadPdf, parts: Parts): readonly (readonly [number: number, body: string])[] {
  const { catalog, pages, page, size, dictionary } = parts;
  const attached = [
    [size, `<< /Type /Filespec /F (mihon.txt) /EF << /F ${size + 1} 0 R >> >>`],
    [size + 1, '<< /Type /EmbeddedFile /Length 5 >>\nstream\nmihon\nendstream'],
  ] as const;
  switch (kind) {
    case 'pdfJavaScript':
      return [
        [catalog, withEntry(dictionary(catalog), '/OpenAction << /S /JavaScript /JS (app.alert\\("mihon"\\)) >>')],
      ];
    case 'pdfHiddenScript':
      return [
        [
          catalog,
          withEntry(dictionary(catalog), '/Open#41ction << /S /J#61vaScript /J#53 (app.alert\\("mihon"\\)) >>'),
        ],
      ];
    case 'pdfAttachment': {
      const names = `<< /EmbeddedFiles << /Names [(mihon.txt) ${size} 0 R] >> >>`;
      return [[catalog, dictionary(catalog).replace(/\/Names \d+ 0 R/, `/Names ${names}`)], ...attached];
    }
    case 'pdfAttachmentNote': {
      const note = `/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS ${size} 0 R >>]`;
      return [[page, withEntry(dictionary(page), note)], ...attached];
    }
    case 'pdfTwoPages':
      return [
        [pages, `<< /Type /Pages /Count 2 /Kids [${page} 0 R ${size} 0 R] >>`],
        [size, dictionary(page)],
      ];
    case 'pdfNotA4':
      return [[page, dictionary(page).replace(/\/MediaBox \[[^\]]*\]/, '/MediaBox [0 0 612 792]')]];
    case 'pdfLandscape':
      return [[page, withEntry(dictionary(page), '/Rotate 90')]];
    default:
      // A blank sheet.
      return [[page, dictionary(page).replace(/\/Contents \d+ 0 R\n/, '')]];
  }
}

/** The file with changed objects, a cross-reference section and a trailer behind it. */
function updated(file: Buffer, kind: BadPdf): Uint8Array {
  const parts = partsOf(file.toString('latin1'));
  const changes = changesOf(kind, parts);
  let body = '\n';
  let xref = 'xref\n';
  for (const [number, content] of changes) {
    const offset = String(file.length + body.length).padStart(10, '0');
    xref += `${number} 1\n${offset} 00000 n \n`;
    body += `${number} 0 obj\n${content}\nendobj\n`;
  }
  const size = Math.max(parts.size, ...changes.map(([number]) => number + 1));
  const trailer = parts.trailer.replace(/\/Size \d+/, `/Size ${size}`);
  const startxref = file.length + body.length;
  const end = `trailer\n<<\n${trailer}/Prev ${parts.startxref}\n>>\nstartxref\n${startxref}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(body + xref + end, 'latin1')]);
}
