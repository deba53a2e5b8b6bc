/**
 * `npm run screens [-- --language ja,en --size 1024x768 --only pay --text 200 --contrast dark]`: every screen × language × size as
 * a picture, with an index page to look through: out/screens/index.html.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accessSchema, type Access } from '../src/api/messages-access.ts';
import type { Locale } from '../src/words/contract.ts';
import { LANGUAGE_NAMES, LOCALES } from '../src/words/locales.ts';
import { put } from '../test/panel/looks.ts';
import { CITIZEN_SCENES, STAFF_SCENES, type Scene } from '../test/panel/scenes.ts';
import { openPanel } from '../test/process/panel-browser.ts';

/** Screens of copiers: 12.1 inch, 13.3 inch, and an upright one of 21.5 inch. */
const SIZES = ['1024x768', '1280x800', '1080x1920'];
const OUT = 'out/screens';
const STAFF_FRESH_MS = 1_100;

const USAGE = `usage: npm run screens [-- --language ja,en] [--size 1024x768] [--only NAME] [--text 100|150|200] [--contrast standard|high|dark] [--reach] [--simple]
languages: ${LOCALES.join(', ')}
`;

interface Wanted {
  readonly locales: readonly Locale[];
  readonly sizes: readonly string[];
  readonly access: Partial<Access>;
  readonly only: string | null;
}

const parsed = () =>
  parseArgs({
    options: {
      language: { type: 'string' },
      size: { type: 'string' },
      only: { type: 'string' },
      text: { type: 'string' },
      contrast: { type: 'string' },
      reach: { type: 'boolean' },
      simple: { type: 'boolean' },
    },
  }).values;

/** What was asked for; null when it cannot be understood. */
function wantedOf(): Wanted | null {
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed();
  } catch {
    return null;
  }
  const locales = values.language?.split(',') ?? LOCALES;
  const sizes = values.size?.split(',') ?? SIZES;
  const access = accessSchema.partial().safeParse({
    ...(values.text === undefined ? {} : { textSize_percent: Number(values.text) }),
    ...(values.contrast === undefined ? {} : { contrast: values.contrast }),
    ...(values.reach === true ? { reach: true } : {}),
    ...(values.simple === true ? { simple: true } : {}),
  });
  const known = locales.filter((locale): locale is Locale => LOCALES.some((one) => one === locale));
  if (known.length !== locales.length || !access.success || sizes.some((size) => !/^\d+x\d+$/.test(size))) return null;
  return { locales: known, sizes, access: access.data as Partial<Access>, only: values.only ?? null };
}

/** Staff read Japanese or English. */
const scenesFor = (locale: Locale, only: string | null): Scene[] =>
  [...CITIZEN_SCENES, ...(locale === 'ja' || locale === 'en' ? STAFF_SCENES : [])].filter(
    ({ name }) => only === null || name.startsWith(only),
  );

async function main(): Promise<number> {
  const wanted = wantedOf();
  if (wanted === null) {
    process.stderr.write(USAGE);
    return 64;
  }
  rmSync(OUT, { recursive: true, force: true });
  const panel = await openPanel();
  const made: string[] = [];
  try {
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await panel.page.goto(panel.world.api.screenUrl);
    for (const size of wanted.sizes) {
      const [width = 0, height = 0] = size.split('x').map(Number);
      await panel.page.setViewportSize({ width, height });
      for (const locale of wanted.locales) {
        const folder = join(size, locale);
        mkdirSync(join(OUT, folder), { recursive: true });
        for (const scene of scenesFor(locale, wanted.only)) {
          await put(panel, scene, { locale, access: wanted.access });
          // The weighty buttons of staff are dead, and grey, for the first second.
          if (scene.name.startsWith('staff')) await panel.page.waitForTimeout(STAFF_FRESH_MS);
          const file = join(folder, `${scene.name}.png`);
          await panel.page.screenshot({ path: join(OUT, file) });
          made.push(file);
        }
        process.stderr.write(`${folder}: ${made.length} pictures\n`);
      }
    }
  } finally {
    await panel.close();
  }
  writeFileSync(join(OUT, 'index.html'), indexOf(made, wanted));
  process.stdout.write(`${made.length} pictures: ${OUT}/index.html\n`);
  return 0;
}

/** A page with all pictures, a row for each scene. */
function indexOf(files: readonly string[], { locales, sizes }: Wanted): string {
  const names = [...new Set(files.map((file) => file.slice(file.lastIndexOf('/') + 1, -4)))];
  const cell = (name: string, size: string, locale: Locale): string => {
    const file = join(size, locale, `${name}.png`);
    if (!files.includes(file)) return '<td></td>';
    return `<td><a href="${file}"><img loading="lazy" src="${file}" alt="${name}, ${LANGUAGE_NAMES[locale]}, ${size}"></a></td>`;
  };
  const columns = sizes.flatMap((size) => locales.map((locale) => ({ size, locale })));
  const head = columns.map(({ size, locale }) => `<th>${LANGUAGE_NAMES[locale]}<br>${size}</th>`).join('');
  const rows = names
    .map((name) => `<tr><th>${name}</th>${columns.map(({ size, locale }) => cell(name, size, locale)).join('')}</tr>`)
    .join('\n');
  return `<!doctype html><meta charset="utf-8"><title>Madoguchi: screens</title>
<style>body{font:16px sans-serif}th{position:sticky;top:0;background:#fff}tr>th:first-child{left:0}img{width:320px;border:1px solid #888}</style>
<table><tr><th></th>${head}</tr>
${rows}</table>
`;
}

process.exitCode = await main();
