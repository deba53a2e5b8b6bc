/** Every refusal on the real screen: number, message, advice and helper fit, whatever the code and the language. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeName } from '../../src/base/codes.ts';
import type { CardMessages } from '../../src/api/contract.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { KIOSK_REFUSALS, REFUSALS } from '../../src/centre/refusals.ts';
import { eventually } from '../unit/api-world.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

let panel: PanelWorld;
beforeAll(async () => {
  panel = await openPanel();
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  await panel.page.goto(panel.world.api.screenUrl);
}, 60_000);
afterAll(() => panel?.close());

const FLAWS = readFileSync(new URL('../panel/flaws.js', import.meta.url), 'utf8').replace(/;\s*$/, '');
/** As in `panel.test.ts`: side of a target, contrast of large and of small text. */
const LIMITS = { target: 60, large: 3, small: 4.5 };

async function flawsOf(input: Parameters<typeof viewOf>[0]): Promise<string[]> {
  const { page, world } = panel;
  const view = viewOf(input);
  world.api.publish(view);
  await page.waitForSelector(`html[lang="${view.locale}"] body[data-screen="${view.screen}"]`);
  // The screen may be the same as before: wait for what is new on it.
  const texts = [view.title, view.pin?.tries ?? '', ...view.notices.map(({ text }) => text)];
  // Not `waitForFunction`: the page's own policy forbids it to evaluate text.
  await eventually(async () => {
    const shown = (await page.textContent('body')) ?? '';
    return texts.every((text) => shown.includes(text));
  });
  return page.evaluate<string[]>(`(${FLAWS})(${JSON.stringify(LIMITS)})`);
}

const STORES: CardMessages = { callCentrePhones: [], pinResetInStores: [{ from: '2024-09-01' }] };
/** The longest names a municipality of ours has. */
const FUCHU = {
  ...inputOf(pictureOf('idle')).municipalities['susono']!,
  name: { ja: '府中市', en: 'Fuchu City' },
  desk: { ja: '府中市 市民部 総合窓口課', en: 'Fuchu City, Citizens Department, General Counter Division' },
  phone: '042-000-0000',
};

test('R112, 1.15: each refusal shows number, message, advice and helper, and nothing is cut or covered', async () => {
  const codes = new Set<CodeName>(
    [...Object.values(REFUSALS), ...Object.values(KIOSK_REFUSALS)].map(({ code }) => code),
  );
  for (const locale of ['ja', 'en'] as const) {
    for (const code of codes) {
      const picture = pictureOf('refusal', { code, municipalityId: 'fuchu', about: 'kosekiTohon' });
      const input = inputOf(picture, locale, { municipalities: { fuchu: FUCHU }, cardMessages: STORES });
      expect(await flawsOf(input), `${locale} ${code}`).toEqual([]);
      const shown = (await panel.page.textContent('body')) ?? '';
      const view = viewOf(input);
      for (const text of [view.title, ...view.lead, view.code?.text ?? '', ...view.help.map(({ phone }) => phone)]) {
        expect(shown, `${locale} ${code}`).toContain(text);
      }
    }
  }
}, 120_000);

test('the same messages fit above the card screen, to which the citizen comes back', async () => {
  const codes = ['cardRemoved', 'pinOutcomeUnknown', 'triesChanged', 'cardUnreadable', 'cardFelica'] as const;
  for (const locale of ['ja', 'en'] as const) {
    for (const code of codes) {
      expect(await flawsOf(inputOf(pictureOf('setCard', { code }), locale)), `${locale} ${code}`).toEqual([]);
    }
  }
}, 60_000);

test('R25, R27: the PIN screen holds its notices, the tries left and the notice of renewal', async () => {
  for (const locale of ['ja', 'en'] as const) {
    for (const tries of [3, 2]) {
      const picture = pictureOf('pin', { renewal: '2025-09', tries });
      expect(await flawsOf(inputOf(picture, locale)), `${locale} ${tries}`).toEqual([]);
    }
  }
}, 60_000);
