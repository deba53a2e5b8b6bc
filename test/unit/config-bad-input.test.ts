/**
 * Bad input of the cash side: each row has a code, says what was found and expected, and nothing is opened, so no money is
 * taken.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { Config, DeviceConfig } from '../../config/schema.ts';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import acceptorModel from '../../drivers/cctalk/models/cctalk-coin-acceptor.json' with { type: 'json' };
import { coinAcceptorOptions } from '../../drivers/cctalk/options.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import billModel from '../../drivers/id003/models/jcm-id003.json' with { type: 'json' };
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import { checkConfig, renderProblems } from '../../src/cli/config-check.ts';
import { MadoguchiError } from '../../src/base/errors.ts';

const TEXT = readFileSync(fileURLToPath(new URL('../../config/madoguchi.toml', import.meta.url)), 'utf8');

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-bad-'));
  file = join(folder, 'madoguchi.toml');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...replacements: readonly (readonly [from: string, to: string])[]): void {
  let text = TEXT;
  for (const [from, to] of replacements) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
}

function refusal(): MadoguchiError {
  try {
    loadConfig(file);
  } catch (error) {
    if (error instanceof MadoguchiError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

function writeModel(name: string, content: unknown): void {
  mkdirSync(join(folder, 'models'), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, 'models', `${name}.json`), text);
}

const COINS = 'address = 2, denominations_yen = [10, 50, 100, 500]';

describe('bad input in the configuration is refused with code, place, found and expected', () => {
  test.each([
    [
      'a coin of 30 yen',
      COINS,
      'address = 2, denominations_yen = [10, 30]',
      /denominations_yen\[1\] is 30; expected one of 1, 5, 10/,
    ],
    [
      'a coin of 2000 yen',
      COINS,
      'address = 2, denominations_yen = [2000]',
      /denominations_yen\[0\] is 2000; expected one of 1, 5, 10/,
    ],
    ['a coin of 0 yen', COINS, 'address = 2, denominations_yen = [0]', /denominations_yen\[0\] is 0; expected/],
    ['a negative coin', COINS, 'address = 2, denominations_yen = [-10]', /denominations_yen\[0\] is -10; expected/],
    ['half a coin', COINS, 'address = 2, denominations_yen = [0.5]', /denominations_yen\[0\] is 0.5; expected/],
    ['a coin named twice', COINS, 'address = 2, denominations_yen = [10, 100, 10]', /denominations_yen names 10 twice/],
    ['no coin at all', COINS, 'address = 2, denominations_yen = []', /denominations_yen is \[\]; expected at least 1/],
    [
      'a note of 500 yen',
      'options = { denominations_yen = [1000] }',
      'options = { denominations_yen = [500] }',
      /is 500; expected one of 1000, 2000/,
    ],
    [
      'a hopper of 0 yen',
      'denomination_yen = 100 }',
      'denomination_yen = 0 }',
      /denomination_yen is 0; expected one of/,
    ],
    ['a hopper without its coin', ', denomination_yen = 100 }', ' }', /denomination_yen is missing; expected one of/],
    [
      'a hopper for a coin that nobody takes',
      'denomination_yen = 10 }',
      'denomination_yen = 5 }',
      /denomination_yen is 5, which no acceptor here takes; expected one of 10, 50, 100, 500, 1000/,
    ],
    [
      'a kiosk that takes what nobody accepts',
      '# accepts_yen = [10, 50, 100, 500, 1000]',
      'accepts_yen = [5000]',
      /cash\.accepts_yen is 5000, of which no acceptor takes any/,
    ],
    [
      'money of 30 yen',
      '# accepts_yen = [10, 50, 100, 500, 1000]',
      'accepts_yen = [30]',
      /cash\.accepts_yen\[0\] is 30; expected one of/,
    ],
    [
      'two devices on one address',
      'address = 4',
      'address = 3',
      /devices\[3\]\.options\.address is 3 like that of hopper-100; expected an address of its own/,
    ],
    ['an address that no bus has', 'address = 4', 'address = 300', /options\.address is 300; expected at most 255/],
    ['the address of the host itself', 'address = 4', 'address = 1', /options\.address is 1; expected at least 2/],
    [
      'two protocols on one port',
      'usb-notes"',
      'usb-coins"',
      /devices\[4\]\.port is ".*", where coins \(cctalk\) is; expected a port of its own/,
    ],
    [
      'coins in flight out of range',
      '# coins_in_flight_max = 5',
      'coins_in_flight_max = 0',
      /coins_in_flight_max is 0; expected at least 1/,
    ],
    [
      'a poll slower than the watchdog of the device',
      COINS,
      'address = 2, poll_ms = 1000',
      /poll_ms is 1000; expected at most 400/,
    ],
    [
      'a capacity of a unit that is not there',
      '# capacities = {}',
      'capacities = { "hopper-50" = 10 }',
      /capacities\.hopper-50 is not a unit that money lies in; expected one of cashbox, hopper-100, hopper-10, notes/,
    ],
    [
      'a capacity below what may fall',
      '# capacities = {}',
      'capacities = { cashbox = 3 }',
      /capacities\.cashbox is 3; expected more than coins_in_flight_max, 5/,
    ],
    [
      'a negative capacity',
      '# capacities = {}',
      'capacities = { cashbox = -3 }',
      /capacities\.cashbox is -3; expected at least 1/,
    ],
    [
      'a coin routed into the hopper of another',
      'sorterPaths =',
      'routes = { 10 = "hopper-100" }, sorterPaths =',
      /routes\.10 is "hopper-100", a hopper of 100 yen; expected the hopper of 10 yen or cashbox/,
    ],
    [
      'coins that fall to nowhere',
      'sorterPaths =',
      'defaultDestination = "box", sorterPaths =',
      /defaultDestination is "box"; expected one of cashbox, hopper-100, hopper-10/,
    ],
    [
      'a model that is nowhere',
      COINS,
      `model = "sr6", ${COINS}`,
      /options\.model is "sr6"; expected one of .*cctalk-coin-acceptor.*, or the name of a file in .*models/,
    ],
    [
      'a model that is a path',
      COINS,
      `model = "../../etc/passwd", ${COINS}`,
      /options\.model is "\.\.\/\.\.\/etc\/passwd"; expected one of/,
    ],
  ] as const)('%s', (_what, from, to, message) => {
    write([from, to]);
    const error = refusal();
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/line \d+: /);
    expect([error.codeName, error.action]).toEqual(['configValue', 'configuration']);
  });

  test('money that cannot go back: acceptors without a hopper', () => {
    write();
    const withoutHoppers = TEXT.split(/^(?=\[\[devices\]\])/m)
      .filter((part) => !part.includes('class = "coinDispenser"'))
      .join('')
      .replace(', sorterPaths = { "1" = "hopper-100" }', '');
    writeFileSync(file, withoutHoppers);
    expect(refusal().message).toMatch(/takes money but has no coinDispenser to give any back/);
  });

  test.each([
    ['is not JSON', '{ "class": ', /model is "site-acceptor", but .*site-acceptor\.json is not JSON/],
    ['is for another class', { ...acceptorModel, class: 'hopper' }, /does not describe a model of this class: class: /],
    [
      'lacks a quirk',
      { ...acceptorModel, positions: undefined },
      /does not describe a model of this class: positions: /,
    ],
    ['has a value out of range', { ...acceptorModel, answer_ms: 1 }, /class: answer_ms: /],
  ])('a model file that %s', (_what, content, message) => {
    writeModel('site-acceptor', content);
    write([COINS, `model = "site-acceptor", ${COINS}`]);
    expect(refusal().message).toMatch(message);
  });
});

describe('models are data files: a new one in the configured folder needs no program', () => {
  const optionsOf = (config: Config, id: string): DeviceConfig['options'] =>
    config.devices.find((device) => device.id === id)?.options ?? {};

  test('port, protocol, address and model come from the configuration alone, and the drivers start with them', () => {
    writeModel('site-acceptor', { ...acceptorModel, category: 'Coin Selector', positions: 6 });
    writeModel('site-validator', { ...billModel, maker: 'Mihon', hold: false });
    write(
      [COINS, `model = "site-acceptor", ${COINS}`],
      [
        'options = { denominations_yen = [1000] }',
        'options = { model = "site-validator", denominations_yen = [1000] }',
      ],
    );
    const config = loadConfig(file);
    expect(optionsOf(config, 'coins')['model']).toMatchObject({ category: 'Coin Selector', positions: 6 });
    const coins = coinAcceptorOptions.parse(optionsOf(config, 'coins'));
    const bus = cctalkBus({ echo: true }, [{ deviceId: 'coins', kind: 'coinAcceptor', options: coins }]);
    expect(bus.initial(null)).toBeDefined();
    const notes = billAcceptorOptions.parse(optionsOf(config, 'notes'));
    expect(billAcceptor('notes', notes).initial(null)).toBeDefined();
  });

  test('the folder is where the configuration says', () => {
    writeModel('site-acceptor', acceptorModel);
    write(['# modelFolder = "models"', 'modelFolder = "elsewhere"'], [COINS, `model = "site-acceptor", ${COINS}`]);
    expect(refusal().message).toMatch(/or the name of a file in .*elsewhere/);
  });
});

describe('madoguchi config check', () => {
  test('tells everything at once, a line each, and what to do', () => {
    write(
      ['# copies_max = 10', 'copies_max = 0'],
      ['denomination_yen = 100 }', 'denomination_yen = 30 }'],
      [COINS, 'address = 2, denominations_yen = [2000]'],
      ['# logLevel = "info"', 'loglevel = "info"'],
    );
    const result = checkConfig(file, true);
    expect(result.problems.map(({ key }) => key).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'devices[1].options.denominations_yen[0]',
      'devices[2].options.denomination_yen',
      'kiosk.copies_max',
      'service.loglevel',
    ]);
    const lines = renderProblems(result);
    expect(lines).toHaveLength(6);
    expect(lines.join('\n')).toMatch(/line \d+: devices\[2\]\.options\.denomination_yen is 30; .* \(M1004\)/);
    expect(lines.join('\n')).toMatch(/^M1004: .*Set the key named/m);
  });

  test('tells all misfits between devices at once', () => {
    write(
      ['address = 4', 'address = 3'],
      ['usb-notes"', 'usb-coins"'],
      ['denomination_yen = 10 }', 'denomination_yen = 5 }'],
    );
    expect(checkConfig(file, true).problems.map(({ key }) => key)).toEqual([
      'devices[3].options.address',
      'devices[4].port',
      'devices[3].options.denomination_yen',
    ]);
  });

  test('names ports that are not there or are no ports, and missing keys', () => {
    write(['"/dev/serial/by-id/usb-notes"', JSON.stringify(join(folder, 'no-port'))]);
    writeFileSync(join(folder, 'no-port'), '');
    const told = renderProblems(checkConfig(file, false)).join('\n');
    expect(told).toMatch(/devices\[1\]\.port of coins: \/dev\/serial\/by-id\/usb-coins is not there.*\(M3002\)/);
    expect(told).toMatch(/devices\[4\]\.port of notes: .*no-port is not a serial port \(M3002\)/);
    expect(told).toMatch(/centre\.trustAnchor: .* does not exist \(M1008\)/);
  });
});
