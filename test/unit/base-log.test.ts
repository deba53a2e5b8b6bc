import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MadoguchiError } from '../../src/base/errors.ts';
import { createLog, REMOVED, scrub, type Log } from '../../src/base/log.ts';

function recorder(level: 'error' | 'warn' | 'info' | 'debug' = 'debug'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level, write: (line) => lines.push(line), time: null }), lines };
}

const only = (lines: readonly string[]): Record<string, unknown> => {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
};

describe('R102: nothing of a citizen reaches the log', () => {
  test('a field that is not in the allow-list is removed, name and value', () => {
    const { log, lines } = recorder();
    log.info('card read', { name: '見本 太郎', holder: 'MIHON TARO', device: 'reader' });
    expect(lines[0]).not.toMatch(/見本|太郎|MIHON|holder|"name"/);
    expect(only(lines)).toMatchObject({ device: 'reader', removed: REMOVED });
  });

  test('a name cannot pass in an allowed field either', () => {
    const { log, lines } = recorder();
    log.info('x', {
      device: '見本 太郎',
      state: 'MIHON TARO',
      detail: '見本 太郎 came',
      reasons: ['printerPaper', '見本'],
      keywords: ['media-empty', '見本'],
    });
    expect(lines[0]).not.toMatch(/見本|太郎|MIHON/);
    expect(only(lines)).toMatchObject({
      device: REMOVED,
      state: REMOVED,
      reasons: ['M4005', REMOVED],
      keywords: ['media-empty', REMOVED],
    });
  });

  test('a PIN cannot pass, as text, as bytes or in a sentence', () => {
    const { log, lines } = recorder();
    log.info('PIN is 1234', {
      detail: 'tried 1234',
      device: '1234',
      key: 'pin',
      what: new Uint8Array([49, 50, 51, 52]),
    });
    expect(lines[0]).not.toContain('1234');
    expect(lines[0]).not.toContain('49');
  });

  test('a 個人番号 cannot pass, in one piece or in groups', () => {
    for (const number of ['123456789018', '1234 5678 9018', '1234-5678-9018']) {
      expect(scrub(`number ${number} here`)).not.toMatch(/\d{4}/);
    }
  });

  test('a certificate cannot pass, as bytes, hex or base64', () => {
    const der = Buffer.from('308201f33082019aa003020102020101300a06082a8648ce3d040302', 'hex');
    const { log, lines } = recorder();
    log.info(`certificate ${der.toString('hex')}`, {
      detail: der.toString('base64'),
      device: der,
      path: `x ${der.toString('base64url')}`,
    });
    expect(lines[0]).not.toContain(der.toString('hex').slice(0, 20));
    expect(lines[0]).not.toContain(der.toString('base64').slice(0, 20));
  });

  test('the message of a foreign error is not written, only its kind and place', () => {
    const { log, lines } = recorder();
    log.fault(new TypeError('cannot read "MIHON TARO"'));
    expect(lines[0]).not.toContain('MIHON');
    expect(only(lines)).toMatchObject({ what: 'typeError' });
    expect(String(only(lines)['stack'])).toContain('base-log.test.ts');
  });

  test('no Japanese text passes through any field or sentence', () => {
    const japanese = fc.string({
      unit: fc.integer({ min: 0x3041, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
    });
    fc.assert(
      fc.property(japanese, fc.constantFrom('device', 'detail', 'path', 'state', 'other', 'reasons'), (text, field) => {
        const { log, lines } = recorder();
        log.warn(`a ${text} b`, { [field]: text });
        log.with({ [field]: [text] }).error('c', { [text]: 1 });
        expect(lines.join('')).not.toContain(text);
      }),
    );
  });
});

describe('what the technician needs stays', () => {
  test('addresses, ports, error codes, versions and paths', () => {
    for (const text of [
      'http://127.0.0.1:8700/ is in use',
      'see M2201',
      'version 0.1.0',
      '/dev/serial/by-id/usb-coins',
      'ttyUSB0 at 9600-8N1',
    ]) {
      expect(scrub(text)).toBe(text);
    }
  });

  test('an error of ours carries code, action, outcome and its allowed context', () => {
    const { log, lines } = recorder();
    log.fault(
      new MadoguchiError('cashOffline', 'no answer', {
        outcome: 'unknown',
        context: { device: 'coins', citizen: 'A' },
      }),
      { attempt: 2 },
    );
    expect(only(lines)).toMatchObject({
      level: 50,
      msg: 'no answer (M3001)',
      code: 'M3001',
      action: 'maintenance',
      outcome: 'unknown',
      device: 'coins',
      attempt: 2,
    });
  });

  test('codes are written as people see them, also when given by name or as words', () => {
    const { log, lines } = recorder();
    log.warn('service.reasons', { code: 'centreTime', reasons: 'cashOffline printerPaper' });
    expect(only(lines)).toMatchObject({ code: 'M5006', reasons: ['M3001', 'M4005'] });
  });

  test('levels below the chosen one are not written; child logs carry their fields', () => {
    const { log, lines } = recorder('warn');
    log.info('no');
    log.with({ device: 'coins' }).warn('yes');
    expect(only(lines)).toMatchObject({ device: 'coins', msg: 'yes' });
  });

  test('for the journal each line begins with its priority', () => {
    const lines: string[] = [];
    const log = createLog({
      level: 'debug',
      write: (line) => lines.push(line),
      time: () => '2025-04-16T10:00:00+09:00',
      priorities: true,
    });
    log.error('a');
    log.info('b');
    expect(lines[0]).toMatch(/^<3>\{"level":50,"time":"2025-04-16T10:00:00\+09:00"/);
    expect(lines[1]).toMatch(/^<6>\{/);
  });
});
