/** Layers of the configuration: the maker's file, the site's, its drop-ins. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectiveConfig, explainKeys } from '../../config/effective.ts';
import { readKeyFiles } from '../../config/key-files.ts';
import { layerOf, type Layer } from '../../config/layers.ts';
import { loadConfig } from '../../config/load.ts';
import { mergeLayers } from '../../config/merge.ts';
import { tomlOf } from '../../config/describe.ts';
import { checkConfig, renderProblems, renderWarnings } from '../../src/cli/config-check.ts';
import { renderExplain, renderShow } from '../../src/cli/config-show.ts';
import { CONFIG_WORDS } from '../../src/cli/config-words.ts';

const TEXT = readFileSync(fileURLToPath(new URL('../../config/madoguchi.toml', import.meta.url)), 'utf8');

/** A well-formed hash of no code. */
const HASH = `scrypt$32768$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

let folder: string;
let site: string;
let maker: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdg-layers-'));
  site = join(folder, 'etc/madoguchi.toml');
  maker = join(folder, 'lib/madoguchi.toml');
  for (const name of ['etc/madoguchi.d', 'lib']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(site, TEXT);
});
afterEach(() => rmSync(folder, { recursive: true }));

const dropIn = (name: string, text: string): string => {
  const file = join(folder, 'etc/madoguchi.d', name);
  writeFileSync(file, text);
  return file;
};
const load = (credentialsFolder: string | null = null) => loadConfig(site, { makerFile: maker, credentialsFolder });
const only = (key: string) => explainKeys(key, site, { makerFile: maker })[0]!;

describe('three layers', () => {
  test('maker, site and drop-ins in the order of their names: later wins, key by key', () => {
    writeFileSync(maker, '[kiosk]\ncopies_max = 3\nname = "maker"\n[sound]\nloudness = 0.3\n');
    dropIn('20-b.toml', '[sound]\nloudness = 0.6\n');
    dropIn('10-a.toml', '[sound]\nloudness = 0.5\nplayer = "aplay"\n');
    dropIn('30-c.toml.bak', '[sound]\nloudness = 0.1\n');
    const { kiosk, sound } = load();
    expect(kiosk).toMatchObject({ copies_max: 3, name: '見本ストア 見本町店' });
    expect(sound).toMatchObject({ loudness: 0.6, player: 'aplay' });
  });

  test('devices merge by their id and lines by their port; every other list is replaced as a whole', () => {
    writeFileSync(
      maker,
      '[[devices]]\nid = "coins"\noptions = { poll_ms = 100, address = 9 }\n[cash]\naccepts_yen = [10, 100]\n',
    );
    dropIn('a.toml', '[[devices]]\nid = "notes"\nport = "/dev/madoguchi/notes"\n[cash]\naccepts_yen = [1000]\n');
    const { devices, cash } = load();
    expect(devices.map(({ id }) => id)).toEqual(['coins', 'reader', 'hopper-100', 'hopper-10', 'notes', 'printer']);
    expect(devices[0]!.options).toMatchObject({ poll_ms: 100, address: 2 });
    expect(devices[4]).toMatchObject({ port: '/dev/madoguchi/notes', driver: 'id003' });
    expect(cash.accepts_yen).toEqual([1000]);
  });

  test('a path is relative to the file it stands in', () => {
    writeFileSync(maker, '[service]\nmodelFolder = "machines"\n[paper]\nseparation = "toner.json"\n');
    const config = load();
    expect(config.service.modelFolder).toBe(join(folder, 'lib/machines'));
    expect(config.paper.separation).toBe(join(folder, 'lib/toner.json'));
    expect(config.centre.clientKey).toBe(join(folder, 'etc/kiosk-key.pem'));
    expect(config.service.municipalityFolder).toBe(join(folder, 'etc/municipalities'));
  });

  test('an error names file and line of the layer that said it', () => {
    const file = dropIn('a.toml', '\n[kiosk]\ncopies_max = 0\n');
    expect(load).toThrow(`${file}: line 3: kiosk.copies_max is 0; expected at least 1`);
    const other = dropIn('b.toml', '[[devices]]\nid = "coins"\noptions = { adress = 3 }\n');
    expect(load).toThrow(`${other}: line 3: unknown key devices[1].options.adress; did you mean address?`);
    writeFileSync(maker, '[kiosk\n');
    expect(load).toThrow(`${maker}: line 1`);
  });

  test.each([
    ['[acess]\nreach = true', 'unknown key acess; did you mean access?'],
    ['[[devices]]\nid = "coins"\nprt = "/dev/x"', 'unknown key devices[1].prt; did you mean port?'],
    [
      '[[devices]]\nid = "printer"\noptions = { deadlines = { pol_ms = 300 } }',
      'deadlines.pol_ms; did you mean poll_ms?',
    ],
    ['[store]\nhours = [{ open = "07:00", closes = "22:00" }]', 'unknown key store.hours[0].open; did you mean opens?'],
    [
      '[[lines]]\nport = "/dev/serial/by-id/usb-coins"\ndriver = "cctalk"\noptions = { ecco = true }',
      'options.ecco; did you mean echo?',
    ],
  ])('an unknown key of a drop-in is an error with a suggestion: %s', (text, message) => {
    const file = dropIn('a.toml', text);
    expect(load).toThrow(message);
    expect(load).toThrow(`${file}: line `);
  });

  test('a secret is in no message', () => {
    dropIn('a.toml', '[staff]\ncode_hash = "123456"\n');
    expect(load).toThrow(/staff\.code_hash is a value that is not shown/);
    expect(load).not.toThrow(/123456/);
  });
});

describe('explain and show', () => {
  test('a key with value, origin, what others said, default, unit, range, meaning and restart need', () => {
    writeFileSync(maker, '[kiosk]\ncopies_max = 3\n');
    const file = dropIn('a.toml', '[kiosk]\n\ncopies_max = 7\n');
    const found = only('kiosk.copies_max');
    expect(found).toMatchObject({
      key: 'kiosk.copies_max',
      value: '7',
      origin: { layer: 'dropIn', file, line: 3 },
      said: [
        { layer: 'maker', file: maker, line: 2, value: '3' },
        { layer: 'dropIn', file, line: 3, value: '7' },
      ],
      about: { unit: 'copies', range: '1 to 99', default: '10', restart: 'restart' },
    });
    const text = renderExplain([found], CONFIG_WORDS.en);
    expect(text).toContain(`set by     drop-in ${file}:3`);
    expect(text).toContain(`also said  maker ${maker}:2: 3`);
    const japanese = renderExplain([found], CONFIG_WORDS.ja);
    for (const words of ['再起動が必要', '整数', '部', '1〜99']) expect(japanese).toContain(words);
  });

  test('a device by its id or its number, a table with all its keys, and a key that is not there', () => {
    expect(only('devices.coins.port').value).toBe('"/dev/serial/by-id/usb-coins"');
    expect(only('devices[1].port').key).toBe('devices.coins.port');
    expect(only('devices.coins.options.poll_ms')).toMatchObject({ value: '150', origin: null });
    expect(explainKeys('kiosk', site).map(({ key }) => key)).toContain('kiosk.profile');
    expect(explainKeys('devices[].options.tonerLevel_min_percent', site)).toHaveLength(1);
    expect(() => explainKeys('kiosk.copiesmax', site)).toThrow('did you mean kiosk.copies_max?');
    expect(() => explainKeys('copies_max', site)).toThrow('did you mean kiosk.copies_max?');
  });

  test('a configuration that is not valid is explained all the same', () => {
    dropIn('a.toml', '[kiosk]\ncopies_max = 0\n');
    expect(only('kiosk.copies_max').value).toBe('0');
    expect(() => effectiveConfig(site, { makerFile: maker })).toThrow('expected at least 1');
  });

  test('the effective configuration names every origin and no secret', () => {
    dropIn('a.toml', '[sound]\nloudness = 0.5\n');
    writeFileSync(site, TEXT.replace('"ipp://127', '"ipp://user:word@127'));
    const { keys } = effectiveConfig(site, { makerFile: maker });
    expect(keys.find(({ key }) => key === 'sound.loudness')?.origin?.layer).toBe('dropIn');
    expect(keys.find(({ key }) => key === 'kiosk.copies_max')?.origin).toBeNull();
    const text = renderShow(keys, true, CONFIG_WORDS.en);
    expect(text).toContain('kiosk.copies_max = 10  # default');
    expect(text).toContain('ipp://…@127.0.0.1');
    expect(text).not.toContain('word@');
    dropIn('b.toml', `[staff]\ncode_hash = "${HASH}"\n`);
    const [secret] = explainKeys('staff.code_hash', site);
    expect(JSON.stringify(secret)).not.toContain('AAAA');
    expect(renderExplain([secret!], CONFIG_WORDS.en)).toContain('staff.code_hash = (secret, not shown)');
  });
});

describe('credentials of systemd', () => {
  const withCredential = (): void => void dropIn('a.toml', '[centre]\nclientKey = "credential:kiosk-key"\n');

  test('credential:NAME is a file of $CREDENTIALS_DIRECTORY', () => {
    withCredential();
    expect(load('/run/credentials/x').centre.clientKey).toBe('/run/credentials/x/kiosk-key');
  });

  test('without the folder whoever reads it says what is missing', () => {
    withCredential();
    const { centre } = load();
    for (const key of ['trustAnchor', 'clientCertificate'] as const) expect(centre[key]).toContain(folder);
    expect(() => readKeyFiles({ centre: { ...centre, trustAnchor: centre.clientKey } })).toThrow(
      /credential:kiosk-key is a credential, and \$CREDENTIALS_DIRECTORY is not set; expected .*LoadCredential=kiosk-key/,
    );
  });

  test('config check by hand, where nobody hands credentials out, warns once, with file and line', () => {
    withCredential();
    const found = checkConfig(site, false);
    expect(renderProblems(found).filter((line) => line.includes('kiosk-key'))).toEqual([]);
    const told = renderWarnings(found).filter((line) => line.includes('kiosk-key'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/a\.toml: centre\.clientKey: credential:kiosk-key is a credential.*\(M1008\)/);
  });

  test('a name that leads out of the folder is refused', () => {
    dropIn('a.toml', '[centre]\nclientKey = "credential:../shadow"\n');
    expect(() => load('/run/credentials/x')).toThrow(/names the credential "\.\.\/shadow"; expected letters/);
  });
});

describe('warnings of config check', () => {
  test('names that stay are accepted; one that changes is warned of, and is no error', () => {
    dropIn('a.toml', '[[devices]]\nid = "notes"\nport = "/dev/ttyUSB0"\n');
    const checked = checkConfig(site, true);
    expect(checked.problems).toEqual([]);
    expect(checked.warnings.map(({ key, line }) => [key, line])).toEqual([['devices[4].port', 3]]);
    expect(renderWarnings(checked)[0]).toMatch(
      /a\.toml: line 3: devices\[4\]\.port of notes is \/dev\/ttyUSB0.*\(M1014\)/,
    );
    for (const port of ['/dev/serial/by-id/usb-x', '/dev/serial/by-path/pci-0', '/dev/madoguchi/notes', '/dev/ttyS0']) {
      dropIn('a.toml', `[[devices]]\nid = "notes"\nport = "${port}"\n`);
      expect(checkConfig(site, true).warnings).toEqual([]);
    }
  });

  test('a file with the hash of the staff code is not for everybody', () => {
    const file = dropIn('a.toml', `[staff]\ncode_hash = "${HASH}"\n`);
    chmodSync(file, 0o644);
    expect(checkConfig(site, true).warnings.map(({ code }) => code)).toEqual(['configReadByAll']);
    chmodSync(file, 0o640);
    expect(checkConfig(site, true).warnings).toEqual([]);
  });
});

describe('properties of the merge', () => {
  const leaf = fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.constantFrom('a', 'b'),
    fc.array(fc.integer({ min: 0, max: 3 })),
  );
  const table = fc.dictionary(fc.constantFrom('x', 'y', 'z'), leaf, { maxKeys: 3 });
  const devices = fc.array(
    fc.record({ id: fc.constantFrom('p', 'q', 'r'), options: table }, { requiredKeys: ['id'] }),
    { maxLength: 4 },
  );
  const roots = fc.record({ one: table, two: table, devices }, { requiredKeys: [] });
  const layer = (root: object, name: string): Layer => {
    const text = Object.entries(root)
      .map(([key, value]) => `${key} = ${tomlOf(value)}\n`)
      .join('');
    const read = layerOf('dropIn', `/${name}.toml`, text);
    if (!('layer' in read)) throw new Error('not TOML');
    return read.layer;
  };
  const join2 = (one: Layer, other: Layer): Layer => {
    const { root } = mergeLayers([one, other]);
    return { ...other, root };
  };

  test('joining is associative, and one layer alone stays as it is', () => {
    fc.assert(
      fc.property(roots, roots, roots, (a, b, c) => {
        const [one, two, three] = [layer(a, 'a'), layer(b, 'b'), layer(c, 'c')];
        const left = mergeLayers([join2(one, two), three]).root;
        const right = mergeLayers([one, join2(two, three)]).root;
        expect(left).toEqual(right);
        expect(mergeLayers([one, two, three]).root).toEqual(left);
        expect(mergeLayers([one]).root).toEqual(a);
      }),
      { numRuns: 200 },
    );
  });

  test('the origin is always the last layer that set a key, and its value holds', () => {
    fc.assert(
      fc.property(fc.array(roots, { minLength: 1, maxLength: 4 }), (all) => {
        const layers = all.map((root, index) => layer(root, String(index)));
        const merged = mergeLayers(layers);
        for (const name of ['one', 'two'] as const) {
          for (const key of ['x', 'y', 'z']) {
            const last = all.findLastIndex((root) => root[name]?.[key] !== undefined);
            const origin = merged.said([name, key]).at(-1);
            expect(origin?.layer.file).toBe(last === -1 ? undefined : `/${last}.toml`);
            if (last === -1) continue;
            expect((merged.root as (typeof all)[number])[name]?.[key]).toEqual(all[last]?.[name]?.[key]);
            expect(merged.place([name, key])?.layer).toBe(layers[last]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
