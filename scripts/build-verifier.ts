/**
 * Makes the page that verifies sheets: one HTML file with everything in it, which works from a disk without any network.
 *
 *     src/verifier → out/verifier/index.html
 *     node scripts/build-verifier.ts --trust FILE [--out FOLDER]     with the public keys to trust built in
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const SOURCE = 'src/verifier';
const PDFIUM = 'node_modules/@hyzyla/pdfium/dist/pdfium.wasm';
/** A page without keys asks for them. */
const NO_TRUST = '{ "kioskAuthorities": [], "centres": [] }';

/** Builds the page into `target`; `trust` is the text of a trust file. */
export function buildVerifier(target: string, trust = NO_TRUST): void {
  const script = scriptOf();
  const style = readFileSync(join(SOURCE, 'page.css'), 'utf8').trim();
  // Nothing may be loaded or sent; what runs is named by its digest. WebAssembly is for PDFium.
  const policy = [
    "default-src 'none'",
    `script-src '${digestOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${digestOf(style)}'`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const wasm = deflateRawSync(readFileSync(PDFIUM), { level: 9 }).toString('base64');
  const parts: Readonly<Record<string, string>> = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    style: `<style>${style}</style>`,
    // JSON has no "<" that it needs.
    data: [
      `<script type="application/json" id="trust">${JSON.stringify(JSON.parse(trust)).replaceAll('<', '\\u003c')}</script>`,
      `<script type="text/plain" id="pdfium">${wasm}</script>`,
    ].join('\n    '),
    script: `<script>${script}</script>`,
  };
  const html = readFileSync(join(SOURCE, 'index.html'), 'utf8').replace(
    /<!-- (\w+) -->/g,
    (whole, name: string) => parts[name] ?? whole,
  );
  mkdirSync(target, { recursive: true });
  const work = join(target, `index.html.new-${process.pid}`);
  writeFileSync(work, html);
  renameSync(work, join(target, 'index.html'));
}

function scriptOf(): string {
  const built = buildSync({
    entryPoints: [join(SOURCE, 'main.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  });
  return built.outputFiles[0]!.text.trim();
}

/** As a policy writes it (Content Security Policy, section 2.3.1). */
const digestOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

if (import.meta.main) {
  const { values } = parseArgs({ options: { trust: { type: 'string' }, out: { type: 'string' } } });
  buildVerifier(
    values.out ?? 'out/verifier',
    values.trust === undefined ? NO_TRUST : readFileSync(values.trust, 'utf8'),
  );
}
