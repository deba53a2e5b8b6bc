/** What others may hear, the first key, the reminder, and bad hands: the voice and the keypad of the whole kiosk. */
import { describe, expect, test } from 'vitest';
import type { KeypadKey } from '../../drivers/keypad.ts';
import type { SpeechPart } from '../../drivers/sound.ts';
import { NAMES_KEYS } from '../../src/guide/contract.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { BlindCitizen } from './blind.ts';
import { expectAllAtRest as atRest } from './blind-rest.ts';
import { begin, identify, JAPANESE, JUMINHYO, pay, printAndLeave, request, toPayment } from './blind-way.ts';
import { createWorld } from './world.ts';

const KEYS: readonly KeypadKey[] = [
  ...(['next', 'next', 'next', 'select', 'select', 'previous', 'back', 'cancel', 'repeat', 'help', 'louder'] as const),
  ...(['quieter', 'delete', 'clear'] as const),
];

describe('what others may hear', () => {
  test('R103: names are said into the headphones alone; who has none hears numbers of persons', () => {
    const open = new BlindCitizen();
    toPayment(open, JAPANESE, { ...JUMINHYO, persons: [/^1人目/, /^2人目/] });
    expect(open.world.citizenTexts.size).toBeGreaterThan(0);
    const names = [...open.world.citizenTexts.values()];
    for (const name of names) expect(open.said()).not.toContain(name);

    const alone = new BlindCitizen();
    expect(alone.plug()).toMatch(/音声案内を始めます/);
    begin(alone, JAPANESE);
    identify(alone, JAPANESE, JUMINHYO);
    const [first = '', second = ''] = names;
    expect(request(alone, JAPANESE, { ...JUMINHYO, persons: [new RegExp(first), new RegExp(second)] })).toBe(300);
    for (const name of [first, second]) {
      expect(alone.said('headphones')).toContain(name);
      expect(alone.said('speaker')).not.toContain(name);
    }
    // Nothing of this session was for the speaker.
    expect(alone.said('speaker')).toBe('');
    expect(alone.world.trace.join('\n')).not.toContain(first);
  });

  test('R26: figures of the PIN are never said: every PIN sounds the same', () => {
    const [one, other] = ['1234', '5077'].map((pin) => {
      const citizen = new BlindCitizen();
      begin(citizen, JAPANESE);
      citizen.layCard(citizen.world.card(CN.susonoTaro, pin));
      citizen.waitFor(JAPANESE.typePin);
      citizen.digits(pin);
      citizen.press('select');
      citizen.waitFor(JAPANESE.takeCard);
      return { log: citizen.log, tones: citizen.world.trace.filter((line) => line.includes('tone')) };
    });
    expect(one).toEqual(other);
  });

  test('pulled-out headphones fall silent at once, and the speaker says no more than to everybody until a key is pressed', () => {
    const citizen = new BlindCitizen();
    citizen.plug();
    begin(citizen, JAPANESE);
    citizen.layCard(citizen.world.card(CN.susonoTaro));
    citizen.waitFor(JAPANESE.typePin);
    citizen.digits('1234');
    citizen.press('select');
    citizen.waitFor(JAPANESE.takeCard);
    expect(citizen.plug(false)).toMatch(/ヘッドホンが外れました/);
    citizen.takeCard();
    citizen.wait(3_000);
    const onSpeaker = citizen.said('speaker').split('\n').slice(1);
    expect(onSpeaker).toEqual(['証明書の種類を選んでください。']);
    expect(citizen.press('next')).toMatch(/住民票の写し/);
  });

  test('who is softened or made louder hears which step; the reminder keeps its own loudness', () => {
    const citizen = new BlindCitizen();
    citizen.press('help');
    expect(citizen.press('quieter')).toMatch(/5段階の2/);
    expect(citizen.press('quieter')).toMatch(/5段階の1/);
    expect(citizen.press('quieter')).toMatch(/いちばん小さい/);
    expect(citizen.log.at(-1)?.loudness).toBeCloseTo(10 ** (-9 / 20));
    citizen.plug();
    expect(citizen.log.at(-1)).toMatchObject({ outlet: 'headphones' });
    expect(citizen.press('louder')).toMatch(/5段階の2/);
    expect(citizen.log.at(-1)?.loudness).toBeCloseTo(0.35 * 10 ** (-4.5 / 20));
  });
});

describe('the first key', () => {
  test('EN 301 549, 5.2: any key at rest switches speech on; left alone, the next passer-by is not spoken to', () => {
    for (const key of ['next', 'cancel', 'louder', 'clear'] as const) {
      const citizen = new BlindCitizen();
      expect(citizen.said()).toBe('');
      expect(citizen.press(key)).toMatch(/音声案内を始めます.*行政サービス/);
      expect(citizen.world.view()).toMatchObject({ screen: 'idle', access: { speech: 'detailed', volume: 0 } });
      citizen.wait(59_000);
      expect(citizen.world.view().access.speech).toBe('detailed');
      citizen.wait(2_000);
      expect(citizen.world.view().access.speech).toBe('guidance');
    }
  });

  test('who has begun by touch goes on by key: the first one tells where the session stands', () => {
    const citizen = new BlindCitizen();
    citizen.world.press({ type: 'citizen.openGovernmentService' });
    citizen.world.press({ type: 'citizen.openCertificateService' });
    expect(citizen.press('next')).toMatch(
      /音声案内を始めます.*ご利用の前にお読みください.*同意する、は、決定を2回押します/,
    );
  });

  test('a kiosk without a keypad that is asked for all speech by touch names no keys', () => {
    const heard: string[] = [];
    const ear = {
      say: (parts: readonly SpeechPart[]) => heard.push(...parts.map(({ utteranceId }) => utteranceId)),
      stop: () => undefined,
    };
    const world = createWorld({ ear });
    world.clock.advance(5_000);
    world.kiosk().onDeed({ type: 'setAccess', access: { speech: 'detailed' } });
    expect(heard).toContain('guide.title');
    expect(heard.filter((id) => NAMES_KEYS.includes(id))).toEqual([]);
  });

  test('what a companion does with a finger is heard, too', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    identify(citizen, JAPANESE, JUMINHYO);
    citizen.world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
    expect(citizen.hear()).toMatch(JAPANESE.chooseItems);
  });
});

describe('the reminder', () => {
  /** A session that ended with card and paper still lying there. */
  function left(): BlindCitizen {
    const citizen = new BlindCitizen();
    toPayment(citizen);
    pay(citizen, JAPANESE, [500]);
    citizen.find(JAPANESE.printStart);
    citizen.press('select');
    citizen.waitFor(/確認\(音声停止\)、は、決定/, 600_000);
    return citizen;
  }

  test('R13, R103: it goes on, louder in steps, also when nobody’s screen is there, until it is confirmed by key', () => {
    const citizen = left();
    citizen.world.kiosk().onScreen(false);
    const from = citizen.log.length;
    citizen.wait(100_000);
    const reminded = citizen.log.slice(from).filter(({ utteranceId }) => /^speak\.(take|leftBehind)/.test(utteranceId));
    const loudness = [...new Set(reminded.map((entry) => entry.loudness))];
    expect(loudness).toEqual(loudness.toSorted((a, b) => a - b));
    expect(loudness.at(-1)).toBe(1);
    expect(reminded.length).toBeGreaterThan(10);
    citizen.takeMoney();
    citizen.find(JAPANESE.stopVoice);
    citizen.press('select');
    const end = citizen.log.length;
    citizen.wait(60_000);
    expect(citizen.log.slice(end)).toEqual([]);
  });

  test('it gives way to who is at the keys, and comes back when they rest', () => {
    const citizen = left();
    citizen.wait(20_000);
    const from = citizen.log.length;
    for (let press = 0; press < 30; press += 1) citizen.press('next');
    const between = citizen.log.slice(from).filter(({ utteranceId }) => utteranceId.startsWith('speak.take'));
    expect(between).toEqual([]);
    citizen.waitFor(/証明書をお取りください/, 8_000);
  });
});

describe('bad hands', () => {
  test('the keypad’s plug is pulled and put back: nothing private comes out of the speaker, and the session goes on', () => {
    const citizen = new BlindCitizen();
    citizen.plug();
    toPayment(citizen, JAPANESE, { ...JUMINHYO, persons: [/見本/] });
    citizen.insert(100);
    const keypad = (): unknown =>
      citizen.world
        .kiosk()
        .devices()
        .find(({ id }) => id === 'keypad');
    citizen.board(false);
    expect(keypad()).toMatchObject({ availability: 'offline', reasons: [{ code: 'panelDeviceAbsent' }] });
    expect(citizen.world.picture().reasons).toEqual([]);
    citizen.world.clock.advance(3_000);
    expect(citizen.said('speaker')).toBe(
      'ヘッドホンが外れました。スピーカーで聞くときは、どれかのキーを押してください。',
    );
    citizen.board(true);
    expect(keypad()).toMatchObject({ availability: 'online' });
    expect(citizen.press('repeat')).toMatch(/投入済み、100円。あと、200円/);
    pay(citizen, JAPANESE, [100, 100]);
    printAndLeave(citizen, JAPANESE);
    atRest(citizen);
  });

  test('a fist on the keypad, fifty keys a second: tones, one answer when it rests, and the session is right', () => {
    const citizen = new BlindCitizen();
    begin(citizen, JAPANESE);
    identify(citizen, JAPANESE, JUMINHYO);
    const before = citizen.log.length;
    citizen.mash(
      Array.from({ length: 500 }, (_, at) => (['next', 'previous', 'repeat', 'louder'] as const)[at % 4]!),
      20,
    );
    // The first is answered, and the last.
    expect(new Set(citizen.log.slice(before).map(({ at_ms }) => at_ms)).size).toBeLessThan(5);
    expect(citizen.wait(1_000)).not.toBe('');
    expect(request(citizen, JAPANESE, JUMINHYO)).toBe(300);
    citizen.press('cancel');
    citizen.press('cancel');
    citizen.waitFor(JAPANESE.end);
    atRest(citizen);
  });

  test.each([2, 4, 6])(
    'a child has the keypad, a card and some coins (seed %i): whatever comes of it, the books are right',
    (seed) => {
      const random = new SeededRandom(seed);
      const citizen = new BlindCitizen({ seed });
      const { world } = citizen;
      citizen.press('next');
      // Half of them get past the PIN.
      if (random.integer(2) === 0) {
        begin(citizen, JAPANESE);
        identify(citizen, JAPANESE, JUMINHYO);
      }
      for (let act = 0; act < 400; act += 1) {
        const what = random.integer(40);
        if (what === 0) world.hardware.reader.insert(world.card(CN.susonoTaro));
        else if (what === 1) world.hardware.reader.remove();
        else if (what === 2) citizen.insert([10, 50, 100, 500][random.integer(4)]!);
        else if (what === 3) citizen.digits('1234');
        else if (what === 4) citizen.plug(random.integer(2) === 0);
        else if (what < 10) citizen.digits(String(random.integer(10)));
        else citizen.press(KEYS[random.integer(KEYS.length)]!);
      }
      world.hardware.reader.remove();
      citizen.wait(900_000);
      citizen.takeMoney();
      world.hardware.validator.takeReturned();
      world.hardware.places.moveAll('returnTray', 'citizen');
      world.until(() => world.view().screen === 'idle', 1_200_000);
      citizen.wait(61_000);
      atRest(citizen);
    },
  );
});
