import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientMessageSchema, type View } from '../../src/api/messages.ts';
import { isOffered } from '../../src/api/offered.ts';
import { SITE_ACCESS, viewOf } from '../../src/api/view/view.ts';
import type { ViewInput } from '../../src/api/contract.ts';
import { spokenChange } from '../../src/guide/changes.ts';
import type { GuideKey, GuideState, KeyDeed, Saying } from '../../src/guide/contract.ts';
import { keyStep, settled, UNTOUCHED } from '../../src/guide/keys.ts';
import { placesOf, placeSaid } from '../../src/guide/places.ts';
import { pronounceable, spelt } from '../../src/guide/say.ts';
import { spokenScreen } from '../../src/guide/screen.ts';
import type { Screen, SessionPicture } from '../../fsm/events.ts';
import type { Locale } from '../../src/words/contract.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { ALL_SCREENS, inputOf, pictureOf } from './view-fixtures.ts';

const DETAILED = { ...SITE_ACCESS, speech: 'detailed' } as const;
const CITIZENS = ALL_SCREENS.filter((screen) => pictureOf(screen).staff === null && screen !== 'staffCode');

const KEYS: readonly GuideKey[] = [
  ...([
    'next',
    'previous',
    'select',
    'back',
    'cancel',
    'repeat',
    'help',
    'louder',
    'quieter',
    'delete',
    'clear',
  ] as const),
  ...([0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const),
];

function view(screen: Screen, changes: Partial<ViewInput> = {}, picture: Partial<SessionPicture> = {}): View {
  return viewOf(inputOf(pictureOf(screen, picture), changes.locale ?? 'ja', { access: DETAILED, ...changes }));
}

/** Every surface a citizen meets: screens, overlays over them, the warning. */
function surfaces(locale: Locale): View[] {
  return CITIZENS.flatMap((screen) => [
    view(screen, { locale }),
    view(screen, { locale, pinDigits: 4 }),
    ...(['language', 'access', 'help'] as const).map((overlay) => view(screen, { locale, overlay })),
    view(screen, { locale, timeLeft_s: 20 }, { warning: true, canExtend: true }),
  ]);
}

const textOf = (sayings: readonly Saying[]): string => sayings.map(({ text }) => text).join(' ');

describe('places', () => {
  test('all that a screen gives the focus is a place of the keypad, too, in the same order; the pad is typed on instead', () => {
    for (const shown of surfaces('ja')) {
      const ids = placesOf(shown).map(({ id }) => id);
      expect(new Set(ids).size, shown.screen).toBe(ids.length);
      const focus = shown.focus.filter((id) => !id.startsWith('key.'));
      expect(
        ids.filter((id) => focus.includes(id)),
        shown.screen,
      ).toEqual(focus);
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);
    }
  });

  test.each(LOCALES)('each place says something in %s that a voice can say', (locale) => {
    for (const shown of surfaces(locale)) {
      const places = placesOf(shown);
      for (const { id } of places) {
        const said = placeSaid(shown, places, id);
        // What it is, and which of how many; a language is said in its own voice.
        expect(said.length, `${shown.screen} ${id}`).toBeGreaterThan(1);
        expect(textOf(said)).not.toMatch(/[｜《》{}]|undefined|null/);
      }
      if (locale === 'en')
        expect(textOf(spokenScreen(shown, DETAILED))).not.toMatch(/[\p{Script=Han}\p{Script=Hiragana}]/u);
    }
  });

  test('what cannot be pressed says so and does nothing', () => {
    const places = placesOf(view('pay'));
    const start = places.find(({ id }) => id === 'printStart');
    expect(start).toMatchObject({ deed: null, state: { text: 'いまは選べません。' } });
    const step = keyStep(
      { cursor: 'printStart', surface: settled(UNTOUCHED, view('pay')).surface },
      'select',
      view('pay'),
    );
    expect(step).toMatchObject({ deed: null, tone: 'reject', say: [{ utteranceId: 'speak.notNow' }] });
  });

  test('staff screens are silent and deaf', () => {
    for (const screen of ALL_SCREENS.filter((one) => !CITIZENS.includes(one))) {
      const shown = view(screen);
      expect(placesOf(shown)).toEqual([]);
      expect(spokenScreen(shown, DETAILED)).toEqual([]);
      for (const key of KEYS) expect(keyStep(UNTOUCHED, key, shown)).toMatchObject({ say: [], deed: null });
    }
  });
});

/** A deed as the hub would check it. */
function isTaken(shown: View, deed: KeyDeed): boolean {
  if (deed.type === 'pinKey') return shown.pin !== null && shown.warning === null && shown.overlay === null;
  const message = clientMessageSchema.parse(deed);
  if (message.type === 'intent') return message.page === shown.page && isOffered(shown, message.intent);
  if (message.type === 'edit' || message.type === 'submit') return message.page === shown.page && shown.form !== null;
  return true;
}

describe('keys', () => {
  test('whatever is pressed on whatever screen: each deed is one that a finger could do, and the place is one of the screen', () => {
    const all = surfaces('ja');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.nat(all.length - 1), fc.boolean()), { maxLength: 40 }),
        (presses) => {
          let state: GuideState = UNTOUCHED;
          let shown = all[0]!;
          for (const [key, at, changes] of presses) {
            if (changes) shown = all[at]!;
            const step = keyStep(state, key, shown);
            state = step.state;
            if (step.deed !== null) expect(isTaken(shown, step.deed)).toBe(true);
            if (state.cursor !== null) expect(placesOf(shown).map(({ id }) => id)).toContain(state.cursor);
            expect(step.deed !== null || step.say.length > 0).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('every enabled button of every screen is found by going on, and done', () => {
    for (const shown of surfaces('ja')) {
      if (shown.warning !== null) continue;
      const done: unknown[] = [];
      let state: GuideState = UNTOUCHED;
      for (let press = 0; press <= placesOf(shown).length; press += 1) {
        state = keyStep(state, 'next', shown).state;
        const { deed } = keyStep(state, 'select', shown);
        if (deed?.type === 'intent') done.push(deed.intent);
      }
      const buttons = shown.overlay === null ? [...shown.actions, shown.back, shown.cancel] : [];
      for (const button of buttons)
        if (button?.enabled === true) expect(done, shown.screen).toContainEqual(button.intent);
    }
  });

  test('R26: a figure of the PIN is never said, nor told apart by its tone', () => {
    const pad = view('pin', { pinDigits: 2 });
    const steps = ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((digit) => keyStep(UNTOUCHED, digit, pad));
    steps.forEach((step, digit) => expect(step.deed).toEqual({ type: 'pinKey', key: digit }));
    expect(new Set(steps.map(({ say, tone }) => JSON.stringify({ say, tone }))).size).toBe(1);
    // Too late or too early they are nothing at all, and no choice by number.
    for (const screen of CITIZENS.filter((one) => one !== 'pin' && one !== 'copies')) {
      const said = KEYS.filter((key) => typeof key === 'number').map((key) => keyStep(UNTOUCHED, key, view(screen)));
      expect(new Set(said.map((step) => JSON.stringify(step))).size, screen).toBe(1);
      expect(said[0]).toMatchObject({ deed: null, tone: 'reject' });
    }
  });

  test('「やめる」 is never done by one press', () => {
    for (const shown of surfaces('ja')) {
      for (const speech of ['guidance', 'detailed', 'off'] as const) {
        const { deed } = keyStep(UNTOUCHED, 'cancel', { ...shown, access: { ...shown.access, speech } });
        expect(deed).not.toMatchObject({ type: 'intent' });
      }
    }
  });

  test('with a warning up every key but those of leaving and repeating asks for more time', () => {
    const warned = view('certificate', { timeLeft_s: 12 }, { warning: true, canExtend: true });
    for (const key of KEYS.filter((one) => one !== 'cancel' && one !== 'repeat')) {
      expect(keyStep(UNTOUCHED, key, warned).deed, String(key)).toMatchObject({ intent: { type: 'citizen.extend' } });
    }
    expect(textOf(keyStep(UNTOUCHED, 'repeat', warned).say)).toMatch(/あと12秒です/);
  });

  test('at the longest time of a session the keys tell how much is left, and leave', () => {
    const last = view('certificate', { timeLeft_s: 12 }, { warning: true, canExtend: false });
    expect(textOf(spokenScreen(last, DETAILED))).toMatch(/これ以上は延ばせません.*あと12秒/);
    expect(placesOf(last).map(({ id }) => id)).toEqual(['read.warning', 'warning.cancel']);
    const { deed, say } = keyStep(UNTOUCHED, 'select', last);
    expect(deed).toBeNull();
    expect(textOf(say)).toMatch(/あと12秒/);
    expect(textOf(say)).not.toMatch(/続けるときは/);
    const asked = keyStep(UNTOUCHED, 'cancel', last);
    expect(keyStep(asked.state, 'cancel', last).deed).toMatchObject({ intent: { type: 'citizen.cancel' } });
  });

  test('who has switched speech off uses the keys in silence, and gets it back by repeat or help', () => {
    const off = view('certificate', { access: { ...DETAILED, speech: 'off' } });
    expect(keyStep(UNTOUCHED, 'next', off).deed).toBeNull();
    expect(keyStep(UNTOUCHED, 'help', off).deed).toEqual({ type: 'setAccess', access: { speech: 'detailed' } });
  });
});

describe('what is said', () => {
  test('with guidance alone: the sentence of the screen, kept if it is always the same', () => {
    const guided = { ...SITE_ACCESS, speech: 'guidance' } as const;
    expect(spokenScreen(view('setCard'), guided)).toEqual([
      { kind: 'fixed', utteranceId: 'speak.setCard', text: 'マイナンバーカードをセットしてください。', locale: 'ja' },
    ]);
    // An amount is never kept.
    expect(spokenScreen(view('pay'), guided)).toMatchObject([{ kind: 'passing', utteranceId: 'speak.pay' }]);
    expect(spokenScreen(view('setCard'), { speech: 'off' })).toEqual([]);
  });

  test('R112: a refusal says whom to call with a number that can be written down', () => {
    expect(textOf(spokenScreen(view('refusal'), DETAILED))).toMatch(/電話番号、0、5、5。9、9、5。1、8、1、2/);
    expect(spelt('K07-4821', 'en')).toBe('K 0 7, 4 8 2 1');
    expect(pronounceable('Ask 055-995-1812 (市民課)', 'en')).toBe('Ask 0 5 5, 9 9 5, 1 8 1 2');
    expect(pronounceable('｜暗証番号《あんしょうばんごう》', 'ja-x-easy')).toBe('暗証番号');
  });

  test('a change says what became different and nothing else', () => {
    const before = view('pay');
    const more = view('pay', {}, { totals: { ...pictureOf('pay').totals, credit_yen: 200, needed_yen: 100 } });
    expect(textOf(spokenChange(before, more) ?? [])).toBe('投入済み、200円。あと、100円。');
    expect(spokenChange(before, { ...before, clock: '10:01' })).toBeNull();
    expect(
      textOf(spokenChange(view('copies'), view('copies', { form: { options: {}, persons: [1], copies: 3 } })) ?? []),
    ).toBe('3部。');
    expect(
      textOf(
        spokenChange(
          view('takeItems'),
          view(
            'takeItems',
            {},
            {
              items: [
                { item: 'card', gone: true },
                { item: 'certificate', gone: true },
              ],
            },
          ),
        ) ?? [],
      ),
    ).toMatch(/証明書 2枚、受け取り済み/);
  });

  test('a name is never a sentence: its handle, and a number for those around', () => {
    const names = placesOf(view('persons')).flatMap(({ label }) => label.filter(({ kind }) => kind === 'citizen'));
    expect(names).toMatchObject([
      { handle: 'household.1', text: '1人目。' },
      { handle: 'household.2' },
      { handle: 'household.3' },
    ]);
  });
});
