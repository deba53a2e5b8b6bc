/** The virtual card against the published vectors of jpki.md: it must not be more forgiving than a real one. */
import { constants, createHash, createPublicKey, publicDecrypt, X509Certificate } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { VirtualCard } from '../virtual/card/card.ts';
import { authority, card, HOLDER } from './jpki-world.ts';

let mine: VirtualCard;
beforeEach(() => {
  mine = card();
  mine.powerOn();
});

/** Sends hex, gets hex. */
function ask(apdu: string, on = mine): string {
  return Buffer.from(on.transmit(Buffer.from(apdu.replaceAll(' ', ''), 'hex'))).toString('hex');
}
const SELECT_JPKI = '00 A4 04 0C 0A D392F000260100000001';
const select = (file: string): string => `00 A4 02 0C 02 ${file}`;
const COUNT = '00 20 00 80';
const pin = (digits: string): string => `00 20 00 80 04 ${Buffer.from(digits).toString('hex')}`;

describe('selecting', () => {
  test('answers 9000 without FCI, also to a prefix of the AID', () => {
    expect(ask(SELECT_JPKI)).toBe('9000');
    expect(ask('00 A4 04 0C 05 D392F00026')).toBe('9000');
  });
  test('knows no other AID and no file outside the application', () => {
    expect(ask('00 A4 04 0C 07 A0000002310100')).toBe('6a82');
    expect(ask(select('0018'))).toBe('6a82');
    expect(ask('00A40000')).toBe('6a86');
    ask(SELECT_JPKI);
    expect(ask('00A40000')).toBe('9000');
    expect(ask(select('3F00'))).toBe('6a82');
  });
  test('refuses channels, classes and instructions it does not have; there is no PIN change', () => {
    expect(ask('01 A4 04 0C 00')).toBe('6881');
    expect(ask('A0 A4 04 0C 00')).toBe('6e00');
    expect(ask('00 24 01 80 04 31323334')).toBe('6d00');
  });
});

describe('reading', () => {
  beforeEach(() => ask(SELECT_JPKI));
  test('the label is blank padded to 32 bytes', () => {
    ask(select('0006'));
    expect(Buffer.from(ask('00 B0 00 00 20').slice(0, 64), 'hex').toString()).toBe('JPKIAPICCTOKEN2'.padEnd(32));
  });
  test('the certificate file is longer than its certificate and ends in 6B00', () => {
    ask(select('000A'));
    expect(ask('00 B0 00 00 04')).toMatch(/^3082....9000$/);
    expect(ask('00 B0 07 FF 10')).toBe('ff9000');
    expect(ask('00 B0 08 00 10')).toBe('6b00');
    expect(ask('00 B0 00 00 00')).toHaveLength(516);
  });
  test('by short file id it reads the same bytes', () => {
    ask(select('000A'));
    const plain = ask('00 B0 00 00 00');
    expect(ask('00 B0 8A 00 00')).toBe(plain);
  });
  test('keys and PINs cannot be read, the signature certificate only behind its password, nothing without a file', () => {
    expect(ask('00 B0 00 00 04')).toBe('6986');
    ask(select('0017'));
    expect(ask('00 B0 00 00 04')).toBe('6981');
    ask(select('0001'));
    expect(ask('00 B0 00 00 04')).toBe('6982');
  });
  test('section 8: issuer, subject, key usage, policy and validity of the certificate', () => {
    const x509 = new X509Certificate(mine.identity.certificateDer);
    expect(x509.issuer).toContain('O=JPKI-TEST\nOU=JPKI for user authentication');
    expect(x509.subject).toBe(`C=JP\nCN=${HOLDER.subjectCn}`);
    expect(new Date(x509.validTo).getTime() / 1000).toBe(HOLDER.notAfter_epoch_s);
    expect(x509.verify(createPublicKey(authority.privateKey))).toBe(true);
    const raw = Buffer.from(mine.identity.certificateDer).toString('hex');
    expect(raw).toContain('060b2a83088c9b5508050103' + '1e');
    expect(mine.identity.certificateDer.length).toBeGreaterThan(1_500);
    expect(BigInt(`0x${x509.serialNumber}`)).toBe(BigInt(`0x${mine.identity.serialHex}`));
  });
});

describe('the PIN', () => {
  beforeEach(() => {
    ask(SELECT_JPKI);
    ask(select('0018'));
  });
  test('the counter query is free, a wrong PIN costs one, the third blocks, then 6984', () => {
    expect([ask(COUNT), ask(COUNT)]).toEqual(['63c3', '63c3']);
    expect([ask(pin('0000')), ask(COUNT), ask(pin('0000')), ask(pin('0000'))]).toEqual([
      '63c2',
      '63c2',
      '63c1',
      '63c0',
    ]);
    expect([ask(pin('1234')), ask(COUNT)]).toEqual(['6984', '63c0']);
  });
  test('the counter survives a power cut, a verified PIN does not, and a warm reset ends nothing', () => {
    ask(pin('0000'));
    mine.powerOff();
    mine.powerOn();
    expect(ask(SELECT_JPKI) + ask(select('0018')) + ask(COUNT)).toBe('9000900063c2');
    expect(ask(pin('1234'))).toBe('9000');
    mine.reset();
    expect(mine.isOpen()).toBe(true);
    mine.powerOff();
    expect(mine.isOpen()).toBe(false);
    expect(mine.triesLeft()).toBe(3);
  });
  test('VERIFY acts on the file selected last: with 001B selected a try of the signature password goes', () => {
    ask(select('001B'));
    expect(ask(pin('1234'))).toBe('63c4');
    expect([mine.triesLeft('auth'), mine.triesLeft('signature')]).toEqual([3, 4]);
  });
  test('five bytes without digits are refused, and the short form names its file itself', () => {
    expect(ask('00 20 00 80 00')).toBe('6700');
    ask(select('001B'));
    expect(ask('00 20 00 98')).toBe('63c3');
  });
  test('what it remembers of VERIFY holds no digit', () => {
    ask(pin('1234'));
    expect(JSON.stringify(mine.seen)).not.toContain('31323334');
  });
});

describe('signing', () => {
  const info = `3031300d060960864801650304020105000420${createHash('sha256').update('x').digest('hex')}`;
  beforeEach(() => {
    ask(SELECT_JPKI);
    ask(select('0018'));
  });
  test('needs the PIN; then PKCS #1 v1.5 over the bytes given, any number of times', () => {
    ask(select('0017'));
    expect(ask(`80 2A 00 80 33 ${info} 00`)).toBe('6982');
    ask(select('0018'));
    ask(pin('1234'));
    ask(select('0017'));
    for (let n = 0; n < 2; n += 1) {
      const answer = Buffer.from(ask(`80 2A 00 80 33 ${info} 00`), 'hex');
      expect(answer).toHaveLength(258);
      const key = { key: createPublicKey(mine.identity.authKey), padding: constants.RSA_PKCS1_PADDING };
      expect(publicDecrypt(key, answer.subarray(0, 256)).toString('hex')).toBe(info);
    }
    expect(ask(`80 2A 01 80 33 ${info} 00`)).toBe('6a86');
  });
});
