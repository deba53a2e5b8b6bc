import type { Access } from '../../src/api/messages-access.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { axeFor, bringAxe, lookFor, openOn, SCREENS, type Look } from '../../test/panel/looks.ts';
import { CITIZEN_SCENES, STAFF_SCENES, type Scene } from '../../test/panel/scenes.ts';
import { openPanel, type PanelWorld } from '../../test/process/panel-browser.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

/** Ways of showing that change what fits; contrast themes change no place and are looked at in one language each. */
const WAYS: readonly Partial<Access>[] = [
  {},
  { textSize_percent: 150 },
  { textSize_percent: 200 },
  { reach: true },
  { simple: true },
];
const THEMES: readonly Partial<Access>[] = [{ contrast: 'high' }, { contrast: 'dark' }];

/** A screen is drawn in less, however busy the machine. */
const DRAWN_MS = 180_000;

interface Tally {
  looks: number;
  axe: number;
  readonly failures: string[];
}

async function judge(panel: PanelWorld, scene: Scene, look: Look, size: string, tally: Tally): Promise<void> {
  const where = `${scene.name} ${look.locale} ${size} ${JSON.stringify(look.access ?? {})}`;
  // Told at once: a run of half an hour may be broken off.
  const fail = (what: string): void => {
    tally.failures.push(`${where}: ${what}`);
    process.stderr.write(`${where}: ${what}\n`);
  };
  for (const flaw of await lookFor(panel, scene, look)) fail(flaw);
  tally.looks += 1;
  // What axe judges (names, roles, order, language) is the same at any size of text.
  if (Object.keys(look.access ?? {}).length > 0) return;
  for (const broken of await axeFor(panel)) fail(`axe ${broken}`);
  tally.axe += 1;
}

/** Every screen × language × size × way of showing in Chromium: targets, contrast, overflow, and axe-core. */
export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const tally: Tally = { looks: 0, axe: 0, failures: [] };
  const locales = count === null ? LOCALES : LOCALES.slice(0, count);
  const panel = await openPanel();
  panel.page.setDefaultTimeout(DRAWN_MS);
  try {
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    for (const size of SCREENS) {
      const { width, height } = size;
      for (const locale of locales) {
        // A document of its own, as each citizen has.
        await openOn(panel, size);
        await bringAxe(panel);
        const scenes = [...CITIZEN_SCENES, ...(locale === 'ja' || locale === 'en' ? STAFF_SCENES : [])];
        const ways = locale === 'ja' ? [...WAYS, ...THEMES] : WAYS;
        for (const access of ways)
          for (const scene of scenes) await judge(panel, scene, { locale, access, size }, `${width}x${height}`, tally);
        process.stderr.write(`${width}x${height} ${locale}: ${tally.looks} looks, ${tally.failures.length} failures\n`);
      }
    }
  } finally {
    await panel.close();
  }
  return {
    counts: { looks: tally.looks, axe: tally.axe, languages: locales.length, sizes: SCREENS.length },
    failures: tally.failures,
  };
}
