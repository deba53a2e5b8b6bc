import { describe, expect, test } from 'vitest';
import type { ViewInput } from '../../src/api/contract.ts';
import { accessSchema, type Overlay } from '../../src/api/messages-access.ts';
import { viewSchema } from '../../src/api/messages.ts';
import { SITE_ACCESS, viewOf } from '../../src/api/view/view.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { freshScreen } from '../../src/kiosk/screen/screen-state.ts';
import { LANGUAGE_NAMES, LOCALES } from '../../src/words/locales.ts';
import { words } from '../../src/words/words.ts';
import { ALL_SCREENS, inputOf, pictureOf } from './view-fixtures.ts';

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>;

const over = <Kind extends Overlay['kind']>(kind: Kind, input: Partial<ViewInput> = {}): Of<Kind> => {
  const { overlay } = viewOf({ ...inputOf(pictureOf('certificate')), overlay: kind, ...input });
  if (overlay?.kind !== kind) throw new Error(`no overlay ${kind}`);
  return overlay as Of<Kind>;
};

describe('always there', () => {
  test.each(ALL_SCREENS)(
    '%s: language, speech, large text, contrast, settings and help, except for staff',
    (screen) => {
      const view = viewOf(inputOf(pictureOf(screen)));
      const ids = view.standing.map(({ id }) => id);
      expect(ids).toEqual(view.staff === null ? ['language', 'speech', 'largeText', 'contrast', 'access', 'help'] : []);
    },
  );

  test('a button says whether it is on', () => {
    const access = { ...SITE_ACCESS, textSize_percent: 150, speech: 'detailed', contrast: 'dark' } as const;
    const on = (input: Partial<ViewInput>): string[] =>
      viewOf({ ...inputOf(pictureOf('pay')), ...input }).standing.flatMap((button) => (button.on ? [button.id] : []));
    expect(on({})).toEqual([]);
    expect(on({ access })).toEqual(['speech', 'largeText', 'contrast']);
  });

  test.each(['language', 'access', 'help'] as const)('over every screen in every language: %s', (kind) => {
    for (const screen of ALL_SCREENS) {
      for (const locale of LOCALES) {
        const view = viewOf({ ...inputOf(pictureOf(screen), locale), overlay: kind });
        expect(() => viewSchema.parse(view), `${screen} ${locale}`).not.toThrow();
      }
    }
  });

  test('a warning comes before whatever lies over the screen', () => {
    const view = viewOf({ ...inputOf(pictureOf('certificate', { warning: true })), overlay: 'help' });
    expect(view.overlay).toBeNull();
    expect(view.warning?.extend.enabled).toBe(true);
  });

  test('a time-out that cannot be put off any more says so', () => {
    const view = viewOf(inputOf(pictureOf('certificate', { warning: true, canExtend: false })));
    expect(view.warning?.extend.enabled).toBe(false);
  });
});

describe('languages', () => {
  test('each by its own name, those of the site in its order; the one shown is marked', () => {
    expect(over('language').choices.map(({ label }) => label)).toEqual(LOCALES.map((locale) => LANGUAGE_NAMES[locale]));
    const few = over('language', { languages: ['ja', 'ne', 'en'], locale: 'ne' });
    expect(few.choices.map(({ locale, chosen }) => [locale, chosen])).toEqual([
      ['ja', false],
      ['ne', true],
      ['en', false],
    ]);
  });

  test('who reads another language is told that the certificate stays Japanese', () => {
    expect(over('language').lead).toEqual([]);
    expect(over('language', { locale: 'pt' }).lead).toEqual([words('pt').text('language.japaneseOnly')]);
  });
});

describe('settings', () => {
  test('every setting has one answer that is chosen, and each answer sets that setting alone', () => {
    const { groups } = over('access');
    expect(groups.map(({ options }) => options.filter(({ chosen }) => chosen).length)).toEqual(groups.map(() => 1));
    const keys = groups.map(({ options }) => [...new Set(options.flatMap(({ access }) => Object.keys(access)))]);
    expect(keys.flat().toSorted()).toEqual(Object.keys(accessSchema.shape).toSorted());
  });
});

describe('help', () => {
  test('R112: the card’s municipality first, as soon as it is known, and the operator', () => {
    const phones = (municipalityId: string | null): string[] =>
      over('help', { ...inputOf(pictureOf('check', { municipalityId })), overlay: 'help' }).contacts.map(
        ({ phone }) => phone,
      );
    const { operatorPhone } = inputOf(pictureOf('check'));
    expect(phones(null)).toEqual([operatorPhone]);
    expect(phones('susono')).toEqual(['055-995-1812', operatorPhone]);
  });

  test('R110, R111: what staff of the store may do, and what they may not', () => {
    const { text } = words('ja');
    expect(over('help').staff).toEqual([text('help.staffMay'), text('help.staffMayNot'), text('help.staffPaper')]);
  });

  test('R17: the operating guide as a QR code; a site may name another page', () => {
    const { guide } = over('help');
    expect(guide?.address).toBe('https://www.lg-waps.go.jp/');
    expect(guide?.qr.length).toBeGreaterThan(20);
    const other = over('help', { guidePage: 'https://city.example/guide' });
    expect(other.guide?.address).toBe('https://city.example/guide');
    expect(other.guide?.qr).not.toEqual(guide?.qr);
  });

  test('what to do on this screen, by picture; at rest the whole way', () => {
    const pictures = (screen: (typeof ALL_SCREENS)[number]): string[] =>
      over('help', { ...inputOf(pictureOf(screen)), overlay: 'help' }).steps.map(({ picture }) => picture);
    expect(pictures('setCard')).toEqual(['setCard']);
    expect(pictures('pay')).toEqual(['insertMoney']);
    expect(pictures('idle')).toEqual(['welcome', 'setCard', 'pinPad', 'insertMoney', 'printing', 'payout']);
    for (const screen of ALL_SCREENS) expect(pictures(screen).length, screen).toBeGreaterThan(0);
  });
});

describe('the PIN pad', () => {
  const orderOf = (shufflesPin: boolean, seed: number): readonly number[] =>
    freshScreen({ access: SITE_ACCESS, shufflesPin }, new SeededRandom(seed)).pinOrder;

  test('has its digits in order, or in another order for each citizen, each digit once', () => {
    expect(orderOf(false, 1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    const orders = Array.from({ length: 500 }, (_, seed) => orderOf(true, seed));
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(490);
    // No place has a digit of its own.
    const first = orders.map((order) => order[0]);
    for (let digit = 0; digit < 10; digit += 1) {
      const share = first.filter((one) => one === digit).length / orders.length;
      expect(share, `digit ${digit}`).toBeGreaterThan(0.04);
      expect(share, `digit ${digit}`).toBeLessThan(0.18);
    }
  });

  test('the order is that of the view', () => {
    const pinOrder = orderOf(true, 7);
    expect(viewOf({ ...inputOf(pictureOf('pin')), pinOrder }).pin?.keys).toEqual(pinOrder);
  });
});
