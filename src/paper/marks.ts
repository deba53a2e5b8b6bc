/** The numbers that must stand on a sheet: 固有番号 and 「i/n」 as the manifest says them (R92, D5). */

/** Wide letters and spaces between letters are the layout's affair. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '');

/** True when each mark stands in the text of the page (UTF-16LE). The text names a citizen: it is forgotten with this call. */
export function hasMarks(utf16: Uint8Array, marks: readonly string[]): boolean {
  if (marks.length === 0) return true;
  const text = plain(Buffer.from(utf16.buffer, utf16.byteOffset, utf16.byteLength).toString('utf16le'));
  return marks.every((mark) => plain(mark) !== '' && text.includes(plain(mark)));
}
