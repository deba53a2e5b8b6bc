import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DRIVERS } from '../../config/drivers.ts';
import { loadConfig, loadProfile, parseConfig } from '../../config/load.ts';
import { lineOf, nearest } from '../../config/places.ts';
import { PROFILE_FILES, type ProfileFile } from '../../config/profile.ts';
import { configSchema } from '../../config/schema.ts';
import { MadoguchiError } from '../../src/base/errors.ts';

const FILE = fileURLToPath(new URL('../../config/madoguchi.toml', import.meta.url));
const TEXT = readFileSync(FILE, 'utf8');

/** The error of the annotated file with one text replaced. */
function errorOf(from: string, to: string): MadoguchiError {
  expect(TEXT).toContain(from);
  try {
    parseConfig(TEXT.replace(from, to), '/site/madoguchi.toml');
  } catch (error) {
    if (error instanceof MadoguchiError) return error;
    throw error;
  }
  throw new Error(`${to} was accepted`);
}

describe('the annotated default file', () => {
  test('is valid and complete', () => {
    const config = loadConfig(FILE);
    expect(config.kiosk.copies_max).toBe(10);
    expect(config.timeouts.citizen_enters_pin_ms).toBe(60_000);
    expect(config.devices.map(({ id }) => id)).toContain('coins');
  });

  test('names every key of the schema, with the default that holds', () => {
    for (const [section, schema] of Object.entries(configSchema.shape)) {
      if (section === 'devices' || section === 'lines') continue;
      const inner = 'unwrap' in schema ? schema.unwrap() : schema;
      for (const [key, value] of Object.entries((inner as typeof configSchema.shape.kiosk).shape)) {
        const given = new RegExp(`^(?:# )?${key} = (.+?)(?:\\s+#.*)?$`, 'm').exec(sectionText(section));
        expect(given, `${section}.${key}`).not.toBeNull();
        const normal = (value as { def: { defaultValue?: unknown } }).def.defaultValue;
        if (normal !== undefined) expect(JSON.parse(given![1]!), `${section}.${key}`).toEqual(normal);
      }
    }
  });

  const sectionText = (section: string): string =>
    TEXT.split(/^\[/m).find((part) => part.startsWith(`${section}]`)) ?? '';
});

describe('an unknown key', () => {
  test('is refused, with its line and the nearest known key', () => {
    const error = errorOf('phone =', 'phon =');
    expect(error.codeName).toBe('configUnknownKey');
    expect(error.message).toMatch(/line 8: unknown key kiosk\.phon; did you mean phone\?/);
  });

  test('is refused inside the options of a driver too', () => {
    const error = errorOf('address = 2', 'adress = 2');
    expect(error.codeName).toBe('configUnknownKey');
    expect(error.message).toMatch(/devices\[1\]\.options\.adress; did you mean address\?/);
  });

  test('in a misspelt section leads to that section, not to its missing keys', () => {
    expect(errorOf('[centre]', '[center]').message).toMatch(/unknown key center; did you mean centre\?/);
  });
});

describe('a bad value', () => {
  test.each([
    ['# copies_max = 10', 'copies_max = 0', /line \d+: kiosk\.copies_max is 0; expected at least 1/],
    ['# copies_max = 10', 'copies_max = "a"', /kiosk\.copies_max is "a"; expected a /],
    ['# accepts_yen = [10,', 'accepts_yen = [11,', /cash\.accepts_yen\[0\] is 11; expected one of 1, 5, 10/],
    ['https:', 'http:', /centre\.url is "http:.*expected an https address/],
    ['# profile = "card-off"', 'profile = "card-of"', /kiosk\.profile is "card-of"; expected one of "card-off"/],
    ['id = "kiosk-0001"', '', /kiosk\.id is missing; expected a string/],
    ['driver = "cctalk"', 'driver = "cctak"', /devices\[1\]\.driver is "cctak".*did you mean cctalk\?/],
    ['id = "hopper-100"', 'id = "coins"', /devices\[2\]\.id is "coins" again/],
    ['class = "coinAcceptor"', 'class = "printer"', /devices\[1\]/],
    ['denomination_yen = 100 }', 'denomination_yen = 7 }', /denomination_yen is 7; expected one of 1, 5, 10/],
    [
      '# [[lines]]\n# port = "/dev/serial/by-id/usb-coins"\n# driver = "cctalk"',
      '[[lines]]\nport = "/dev/other"\ndriver = "cctalk"',
      /lines\[0\]\.port.*expected the port of a device/,
    ],
  ])('%s → %s is refused with key, found and expected', (from, to, message) => {
    const error = errorOf(from, to);
    expect(error.message).toMatch(message);
    expect(error.action).toBe('configuration');
  });

  test('broken TOML names line and column', () => {
    const error = errorOf('id = "kiosk-0001"', 'id = kiosk-0001');
    expect(error.codeName).toBe('configSyntax');
    expect(error.message).toMatch(/line 6, column 6/);
  });

  test('never ends in anything but an error of our own, whatever the text', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.nat(40), fc.string({ maxLength: 12 }), (at, length, text) => {
        try {
          parseConfig(TEXT.slice(0, at) + text + TEXT.slice(at + length), '/site/madoguchi.toml');
        } catch (error) {
          expect(error).toBeInstanceOf(MadoguchiError);
          expect((error as MadoguchiError).message).toContain('/site/madoguchi.toml');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the devices together', () => {
  test.each([
    ['class = "printer"', 'class = "cashChanger"', /devices\[5\]\.uri|unknown key/],
    ['address = 4', 'address = 3', /devices\[3\]\.options\.address is 3 like that of hopper-100/],
    [
      '"1" = "hopper-100"',
      '"1" = "hopper-500"',
      /sorterPaths\.1 is "hopper-500"; expected one of cashbox, hopper-100, hopper-10/,
    ],
    ['usb-notes"', 'usb-coins"', /devices\[4\]\.port is ".*usb-coins", where coins \(cctalk\) is/],
  ])('%s → %s does not make a kiosk', (from, to, message) => {
    expect(errorOf(from, to).message).toMatch(message);
  });

  test('a kiosk has one card reader and one printer, and takes money', () => {
    const without = (id: string): string =>
      TEXT.split(/^(?=\[\[devices\]\])/m)
        .filter((part) => !part.includes(`id = "${id}"`))
        .join('');
    const messageOf = (text: string): string => {
      try {
        parseConfig(text, '/site/madoguchi.toml');
        return '';
      } catch (error) {
        return (error as MadoguchiError).message;
      }
    };
    expect(messageOf(without('printer'))).toContain(
      'devices has 0 of class printer for certificates; expected exactly one',
    );
    expect(messageOf(without('reader'))).toContain('devices has 0 of class cardReader');
    expect(messageOf(without('notes'))).toBe('');
    const receipts = (id: string): string =>
      `\n[[devices]]\nid = "${id}"\nclass = "printer"\nrole = "receipt"\ndriver = "ipp"\nuri = "ipp://127.0.0.1:632/ipp/print"\n`;
    expect(messageOf(`${TEXT}${receipts('slips')}`), 'R85: a printer of receipts beside it').toBe('');
    expect(messageOf(`${TEXT}${receipts('a1')}${receipts('a2')}`)).toContain(
      '2 of class printer with the role receipt',
    );
  });
});

test('a missing file and a folder are told apart from bad content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-config-'));
  try {
    expect(() => loadConfig(join(folder, 'none.toml'))).toThrow(/no such file \(M1001\)/);
    expect(() => loadConfig(folder)).toThrow(/is a folder \(M1001\)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('paths are relative to the folder of the file, absolute ones stay', () => {
  const config = parseConfig(TEXT, '/site/a/madoguchi.toml');
  expect(config.centre.clientKey).toBe('/site/a/kiosk-key.pem');
  expect(config.service.stateFolder).toBe('/var/lib/madoguchi');
});

test('the address on the device is what its driver is given', () => {
  const { devices } = loadConfig(FILE);
  expect(devices.find(({ id }) => id === 'printer')?.options).toMatchObject({ uri: 'ipp://127.0.0.1:631/ipp/print' });
  expect(devices.find(({ id }) => id === 'reader')?.options).toMatchObject({ readerName: 'ACS ACR1252' });
});

test('every folder of drivers with options is known to the configuration', () => {
  const folder = fileURLToPath(new URL('../../drivers', import.meta.url));
  const withOptions = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'options.ts')));
  // The folder `changer` holds the composite, which has no options, and the driver of one-piece units.
  const names = withOptions.map((name) => (name === 'changer' ? 'one-piece' : name));
  expect(Object.keys(DRIVERS).toSorted()).toEqual(names.toSorted());
});

test.each(Object.keys(PROFILE_FILES) as ProfileFile[])('R14: the chain profile %s can be read', (file) => {
  expect(loadProfile(file).name).toBe(PROFILE_FILES[file]);
});

test('R14: with the PIN last the card has to stay on the reader', () => {
  for (const file of Object.keys(PROFILE_FILES) as ProfileFile[]) {
    const { pin, cardAfterPin } = loadProfile(file);
    if (pin === 'last') expect(cardAfterPin).toBe('stays');
  }
});

test('the nearest key is found over case, hyphens and typing errors, and none when nothing is near', () => {
  expect(nearest('copiesMax', ['copies_max', 'name'])).toBe('copies_max');
  expect(nearest('nmae', ['copies_max', 'name'])).toBe('name');
  expect(nearest('colour', ['copies_max', 'name'])).toBeNull();
});

test('the line of a key is found in tables, lists of tables and inline tables', () => {
  const text = 'a = 1\n[b]\nc = { d = 2 }\n[[e]]\nf = 3\n[[e]]\nf = 4\n';
  expect(lineOf(text, ['a'])).toBe(1);
  expect(lineOf(text, ['b', 'c', 'd'])).toBe(3);
  expect(lineOf(text, ['e', 1, 'f'])).toBe(7);
  expect(lineOf(text, ['e', 1, 'missing'])).toBe(6);
  expect(lineOf(text, ['z'])).toBeNull();
});
