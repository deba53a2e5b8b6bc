import { createHash, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createOtherCard } from '../virtual/card/other-cards.ts';
import { authority, card, HOLDER, identified, identityFrom, openWorld } from './jpki-world.ts';

const message = Buffer.from('challenge of the centre');
const digest = new Uint8Array(createHash('sha256').update(message).digest());

/** jpki.md, section 3, for a certificate of `length` bytes. */
function sectionThree(length: number): string[] {
  const reads: string[] = [];
  for (let at = 0; at < length; at += 256) {
    const size = Math.min(256, length - at) & 0xff;
    reads.push(`00b0${at.toString(16).padStart(4, '0')}${size.toString(16).padStart(2, '0')}`);
  }
  const info = `3031300d060960864801650304020105000420${Buffer.from(digest).toString('hex')}`;
  return [
    '00a4040c0ad392f000260100000001',
    '00a4020c020006',
    '00b0000020',
    '00a4020c020018',
    '00200080',
    '00a4020c02000a',
    '00b0000004',
    ...reads,
    '00a4020c020018',
    '00200080',
    '0020008004xxxxxxxx',
    '00a4020c020017',
    `802a008033${info}00`,
  ];
}

describe('a good card', () => {
  test('R18, R22: it is identified with certificate, end of validity and tries', () => {
    const world = openWorld();
    const mine = card();
    world.command({ type: 'accept' });
    expect(world.told()).toEqual([]);
    world.reader.insert(mine);
    world.clock.advance(2_000);
    expect(world.told()).toEqual(['cardInserted', 'cardIdentified']);
    const fact = world.last('cardIdentified');
    expect(Buffer.from(fact.certificate)).toEqual(Buffer.from(mine.identity.certificateDer));
    expect(fact.notAfter_epoch_s).toBe(HOLDER.notAfter_epoch_s);
    expect(fact.tries).toBe(3);
    expect(fact.fingerprint).toBe(createHash('sha256').update(mine.identity.certificateDer).digest('hex'));
  });

  test('R5, R29: PIN and signature go through with exactly the commands of the fact sheet, in its order', () => {
    const mine = card();
    const world = identified(mine);
    const pin = world.enter('1234', 3);
    world.clock.advance(500);
    expect(world.told()).toEqual(['pinVerified']);
    expect([...pin]).toEqual([0, 0, 0, 0]);
    world.command({ type: 'sign', digest_sha256: digest });
    world.clock.advance(500);
    expect(world.told()).toEqual(['signed']);
    const { publicKey } = new X509Certificate(mine.identity.certificateDer);
    expect(verify('sha256', message, publicKey, world.last('signed').signature)).toBe(true);
    expect(mine.seen.map(({ command }) => command)).toEqual(sectionThree(mine.identity.certificateDer.length));
  });

  test('release powers the card off, replaces the helper process after a PIN, and says so', () => {
    const mine = card();
    const world = identified(mine);
    world.enter('1234', 3);
    world.clock.advance(500);
    expect(mine.isOpen()).toBe(true);
    world.command({ type: 'release' });
    world.clock.advance(200);
    expect(mine.isOpen()).toBe(false);
    expect(world.told()).toEqual(['pinVerified', 'released']);
    expect(world.sent.slice(-2).map(({ type }) => type)).toEqual(['disconnect', 'retire']);
    expect(world.last('status').availability).toBe('online');
  });

  test('the same card that still lies there is read again for the next citizen, through a new process', () => {
    const world = identified(card());
    world.enter('1234', 3);
    world.clock.advance(500);
    world.command({ type: 'release' });
    world.command({ type: 'accept' });
    world.clock.advance(2_000);
    expect(world.told()).toEqual(['pinVerified', 'cardInserted', 'released', 'cardIdentified']);
  });

  test('a release without a PIN keeps the helper process', () => {
    const world = identified(card());
    world.command({ type: 'release' });
    world.clock.advance(200);
    expect(world.told()).toEqual(['released']);
    expect(world.sent.some(({ type }) => type === 'retire')).toBe(false);
  });

  test('PIN buffers are overwritten after sending', () => {
    const world = identified(card());
    world.enter('1234', 3);
    world.clock.advance(500);
    const wiped = world.sent.filter((output) => output.type === 'transmit' && output.wipe);
    expect(wiped).toHaveLength(1);
    expect(wiped.every((output) => output.type === 'transmit' && output.apdu.every((byte) => byte === 0))).toBe(true);
  });

  test('a card that answers 6F00 to its first command is read all the same', () => {
    const world = identified(card({ firstCommandFails: true }));
    expect(world.last('cardIdentified').tries).toBe(3);
  });

  test('a card that somebody left open is power-cycled before it is believed', () => {
    const mine = card({ reportsVerified: true });
    const world = openWorld();
    world.reader.insert(mine);
    world.clock.advance(500);
    // Another program on another pipe verifies a PIN and keeps the card powered.
    mine.powerOn();
    const power = mine.powerOn.bind(mine);
    let first = true;
    mine.powerOn = () => {
      power();
      if (!first) return;
      first = false;
      for (const apdu of ['00a4040c0ad392f000260100000001', '00a4020c020018', '002000800431323334']) {
        mine.transmit(Buffer.from(apdu, 'hex'));
      }
      mine.reset();
    };
    world.command({ type: 'accept' });
    world.clock.advance(2_000);
    expect(world.last('cardIdentified').tries).toBe(3);
    expect(mine.isOpen()).toBe(false);
  });
});

describe('R27: wrong PINs', () => {
  test('R27: the PIN locks after three wrong entries, and each entry is one VERIFY', () => {
    const mine = card();
    const world = identified(mine);
    for (const [shown, expected] of [
      [3, 'pinWrong'],
      [2, 'pinWrong'],
      [1, 'pinBlocked'],
    ] as const) {
      world.enter('9999', shown);
      world.clock.advance(500);
      expect(world.told()).toEqual([expected]);
    }
    expect(mine.verifyCount).toBe(3);
    expect(mine.triesLeft()).toBe(0);
  });

  test('R28: a blocked card is told from the start and asked for no PIN', () => {
    const mine = card({ triesLeft: 0 });
    const world = identified(mine);
    world.enter('1234', 3);
    world.clock.advance(500);
    expect(world.facts.map(({ type }) => type)).toContain('pinBlocked');
    expect(mine.verifyCount).toBe(0);
  });

  test('two wrong entries, then the right one restores all three tries', () => {
    const mine = card();
    const world = identified(mine);
    world.enter('0000', 3);
    world.clock.advance(500);
    world.enter('0001', 2);
    world.clock.advance(500);
    world.enter('1234', 1);
    world.clock.advance(500);
    expect(world.told()).toEqual(['pinWrong', 'pinWrong', 'pinVerified']);
    expect(mine.triesLeft()).toBe(3);
  });

  test('a counter other than the one shown stops everything before a try is spent', () => {
    const mine = card();
    const world = identified(mine);
    world.enter('1234', 2);
    world.clock.advance(500);
    expect(world.told()).toEqual(['cardRefused']);
    expect(world.last('cardRefused').code).toBe('triesChanged');
    expect(mine.verifyCount).toBe(0);
    expect(mine.isOpen()).toBe(false);
  });

  test('R26: anything but four digits never reaches the card', () => {
    const mine = card();
    const world = identified(mine);
    for (const digits of ['', '123', '12345', '12a4', '12 4']) world.enter(digits, 3);
    world.clock.advance(1_000);
    expect(mine.verifyCount).toBe(0);
    expect(world.told()).toEqual([]);
  });

  test('a second entry while the first is on its way is dropped', () => {
    const mine = card();
    const world = identified(mine);
    world.enter('9999', 3);
    const second = world.enter('9998', 3);
    world.clock.advance(1_000);
    expect(world.told()).toEqual(['pinWrong']);
    expect(mine.verifyCount).toBe(1);
    expect([...second]).toEqual([0, 0, 0, 0]);
  });
});

describe('R18–R20, R22: cards that are not taken', () => {
  test.each([
    ['felica', 'cardFelica'],
    ['bank', 'cardBank'],
    ['licence', 'cardLicence'],
    ['residence', 'cardResidence'],
    ['civic', 'cardNotMyNumber'],
  ] as const)('a %s card is refused by its name: %s', (kind, code) => {
    const world = openWorld();
    world.command({ type: 'accept' });
    world.reader.insert(createOtherCard(kind));
    world.clock.advance(2_000);
    expect(world.last('cardRefused').code).toBe(code);
    expect(world.told()).toEqual(['cardInserted', 'cardRefused']);
  });

  test('a card that is no My Number Card is only asked for names: nothing is read of it, no VERIFY is sent', () => {
    for (const kind of ['felica', 'bank', 'licence', 'residence', 'civic'] as const) {
      const world = openWorld();
      world.command({ type: 'accept' });
      world.reader.insert(createOtherCard(kind));
      world.clock.advance(2_000);
      const commands = world.sent.flatMap((output) => (output.type === 'transmit' ? [output.apdu] : []));
      expect(commands.map((apdu) => Buffer.from(apdu.subarray(0, 3)).toString('hex'))).toEqual(
        commands.map(() => '00a404'),
      );
      expect(commands.length).toBeLessThanOrEqual(5);
      world.close();
    }
  });

  test('of a My Number Card no other application is selected', () => {
    const world = identified(card());
    world.enter('1234', 3);
    world.clock.advance(1_000);
    const names = world.sent
      .flatMap((output) => (output.type === 'transmit' ? [Buffer.from(output.apdu).toString('hex')] : []))
      .filter((apdu) => apdu.startsWith('00a404'));
    expect(names).toEqual(['00a4040c0ad392f000260100000001']);
  });

  test('a wrong card that goes or falls silent while it is asked for its name is no failure of the reader', () => {
    const civic = createOtherCard('civic');
    for (const at of [2, 3, 4, 5]) {
      let apdus = 0;
      const silent = {
        ...civic,
        transmit: (apdu: Uint8Array) => ((apdus += 1) === at ? Uint8Array.of(0x90) : civic.transmit(apdu)),
      };
      const world = openWorld();
      world.command({ type: 'accept' });
      world.reader.insert(silent);
      world.clock.advance(4_000);
      expect(world.last('cardFailed').code).toBe('cardNotMyNumber');
      world.close();
    }
  });

  test.each([
    [{ token: 'juki' }, 'cardJuki'],
    [{ token: 'android' }, 'cardPhone'],
    [{ token: 'iphone' }, 'cardPhone'],
    [{ token: 'future' }, 'cardUnknownToken'],
    [{ certificate: 'missing' }, 'cardNoCertificate'],
    [{ certificate: 'givenUp' }, 'cardNoCertificate'],
  ] as const)('%o is refused as %s, before any PIN', (options, code) => {
    const world = identified(card(options));
    expect(world.last('cardRefused').code).toBe(code);
  });

  test('a card of the test authority is refused unless the kiosk is one for tests', () => {
    const world = identified(card(), { acceptTestAuthority: false });
    expect(world.last('cardRefused').code).toBe('cardTestOnly');
    const real = identified(card({ identity: identityFrom('JPKI') }), { acceptTestAuthority: false });
    expect(real.last('cardIdentified').tries).toBe(3);
    const foreign = identified(card({ identity: identityFrom('JPKI-TEST2') }));
    expect(foreign.last('cardRefused').code).toBe('cardTestOnly');
  });

  test('a card whose key is not that of its certificate is found out by its signature', () => {
    const { certificateDer, serialHex } = card().identity;
    const copied = card({ identity: { authKey: authority.privateKey, certificateDer, serialHex } });
    const world = identified(copied);
    world.enter('1234', 3);
    world.clock.advance(500);
    world.command({ type: 'sign', digest_sha256: digest });
    world.clock.advance(500);
    expect(world.last('cardRefused').code).toBe('cardSignature');
    expect(world.told()).toEqual(['pinVerified', 'cardRefused']);
  });
});

describe('R6: the card leaves', () => {
  test('pulled during VERIFY: the outcome is unknown, nothing is sent again, the next look tells the tries', () => {
    const mine = card();
    const world = identified(mine);
    mine.arm({ type: 'pull', at: 'verify', when: 'after' });
    world.enter('9999', 3);
    world.clock.advance(3_000);
    expect(world.told()).toEqual(['pinOutcomeUnknown', 'cardRemoved']);
    expect(mine.verifyCount).toBe(1);
    world.reader.insert(mine);
    world.clock.advance(3_000);
    expect(world.told()).toEqual(['cardInserted', 'cardIdentified']);
    expect(world.last('cardIdentified').tries).toBe(2);
    expect(mine.verifyCount).toBe(1);
  });

  test('an answer to VERIFY that means nothing counts as unknown', () => {
    const mine = card();
    const world = identified(mine);
    mine.arm({ type: 'answer', at: 'verify', when: 'after', statusWord: 0x6f00 });
    world.enter('1234', 3);
    world.clock.advance(3_000);
    expect(world.told()).toEqual(['pinOutcomeUnknown']);
    expect(mine.isOpen()).toBe(false);
  });

  test('pulled while it is read: removed, not failed', () => {
    const mine = card();
    mine.arm({ type: 'pull', at: 9, when: 'before' });
    const world = openWorld();
    world.command({ type: 'accept' });
    world.reader.insert(mine);
    world.clock.advance(4_000);
    expect(world.told()).toEqual(['cardInserted', 'cardRemoved']);
  });

  test('an answer of one byte from a card that stays is a failure of the card', () => {
    const mine = card();
    mine.arm({ type: 'cut', at: 5, length_bytes: 1 });
    const world = identified(mine);
    world.clock.advance(3_000);
    expect(world.last('cardFailed').code).toBe('cardUnreadable');
  });

  test('taken off after everything, or between two sessions: always told', () => {
    const mine = card();
    const world = identified(mine);
    world.command({ type: 'release' });
    world.clock.advance(200);
    world.reader.remove();
    world.clock.advance(500);
    expect(world.told()).toEqual(['released', 'cardRemoved']);
  });

  test('swapped within the polling time: the second card is read from the beginning', () => {
    const world = identified(card());
    world.reader.insert(card({ triesLeft: 2 }));
    world.clock.advance(3_000);
    expect(world.told()).toEqual(['cardRemoved', 'cardInserted', 'cardIdentified']);
    expect(world.last('cardIdentified').tries).toBe(2);
  });
});
