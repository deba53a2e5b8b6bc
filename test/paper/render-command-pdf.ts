/** PDFs for `madoguchi paper render`, good and bad. A fictional person, 見本. */
import PDFDocument from 'pdfkit';

const GOTHIC = '/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf';

/** One page a size, each with a line of text; locked when there is a password. */
export function pagesPdf(sizes: readonly string[], { userPassword }: { userPassword?: string } = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const lock = userPassword === undefined ? {} : { userPassword };
    const document = new PDFDocument({ autoFirstPage: false, margin: 0, ...lock });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    for (const size of sizes)
      document.addPage({ size, margin: 0 }).font(GOTHIC).fontSize(14).text('住民票の写し(見本) 見本 花子', 80, 80);
    document.end();
  });
}
