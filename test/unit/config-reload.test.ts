/** The configuration read again while the kiosk runs: live keys between citizens, the rest at a restart, nothing when it is wrong. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compareConfigs, withLive } from '../../config/compare.ts';
import { parseConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { createConfigReload, type ReloadParts } from '../../src/kiosk/technician/config-reload.ts';
import type { Kiosk } from '../../src/kiosk/assemble.ts';
import { settingsOf } from '../../src/kiosk/settings.ts';
import { createSettingsDesk } from '../../src/kiosk/screen/settings-desk.ts';
import type { SessionPicture } from '../../fsm/events.ts';

const TEXT = readFileSync(fileURLToPath(new URL('../../config/madoguchi.toml', import.meta.url)), 'utf8');

/** The annotated file with lines added under their tables. */
function configOf(...added: readonly (readonly [table: string, line: string])[]): Config {
  const text = added.reduce((made, [table, line]) => {
    expect(made).toContain(`\n[${table}]`);
    return made.replace(new RegExp(`\n\\[${table}\\][^\n]*\n`), (header) => `${header}${line}\n`);
  }, TEXT);
  return parseConfig(text, '/site/madoguchi.toml');
}

const LOUD = ['sound', 'loudness = 0.4'] as const;
const COPIES = ['kiosk', 'copies_max = 4'] as const;

const at = (screen: string): SessionPicture => ({ screen }) as SessionPicture;

/** A kiosk of which only its settings are there. */
function standing(first: Config) {
  const toSettings = (config: Config) => settingsOf(config, [], true);
  let told = 0;
  const desk = createSettingsDesk(toSettings(first), () => {
    told += 1;
  });
  const log: string[] = [];
  const levels: string[] = [];
  let files: Config | MadoguchiError = first;
  const parts: ReloadParts = {
    config: first,
    kiosk: () => ({ settings: desk }) as unknown as Kiosk,
    read: () => {
      if (files instanceof MadoguchiError) throw files;
      return files;
    },
    settingsOf: toSettings,
    setLogLevel: (level) => void levels.push(level),
    log: (_level, event, fields) => void log.push(`${event} ${String(fields?.['keywords'] ?? fields?.['code'] ?? '')}`),
  };
  const results: unknown[] = [];
  const waits: string[] = [];
  const reload = createConfigReload(parts);
  return {
    desk,
    log,
    levels,
    results,
    waits,
    told: () => told,
    reloadByItself: reload.reloadByItself,
    reload: (next: Config | MadoguchiError) => {
      files = next;
      reload.reload({ done: (result) => void results.push(result), waits: (screen) => void waits.push(screen) });
    },
    break: (error: MadoguchiError) => {
      files = error;
    },
  };
}

describe('two configurations compared', () => {
  test('equal ones differ in nothing; a live key and one that wants a restart are told apart', () => {
    expect(compareConfigs(configOf(), configOf())).toEqual({ live: [], restart: [] });
    expect(compareConfigs(configOf(), configOf(LOUD, COPIES))).toEqual({
      live: ['sound.loudness'],
      restart: ['kiosk.copies_max'],
    });
  });

  test('a device that moved, came or went is told by its keys, whatever its number is', () => {
    const moved = parseConfig(TEXT.replace('address = 4', 'address = 7'), '/site/madoguchi.toml');
    expect(compareConfigs(configOf(), moved).restart).toEqual(['devices.hopper-10.options.address']);
    const tower = '\n[[devices]]\nid = "tower"\nclass = "indicators"\ndriver = "hid"\n';
    const more = parseConfig(`${TEXT}${tower}`, '/site/madoguchi.toml');
    expect(compareConfigs(configOf(), more).restart).toContain('devices.tower.driver');
    expect(compareConfigs(more, configOf()).restart).toContain('devices.tower.driver');
    expect(compareConfigs(configOf(), more).live).toEqual([]);
  });

  test('what runs afterwards differs from the files in what wants a restart, and in nothing else', () => {
    const [before, after] = [configOf(), configOf(LOUD, COPIES, ['store', 'page = "https://example.jp/"'])];
    const running = withLive(before, after);
    expect(compareConfigs(running, after)).toEqual({ live: [], restart: ['kiosk.copies_max'] });
    expect(withLive(running, before).store).not.toHaveProperty('page');
  });
});

describe('a reload', () => {
  test('applies live keys at once while nobody is served, and names what waits for a restart', () => {
    const kiosk = standing(configOf());
    kiosk.desk.onPicture(at('idle'));
    kiosk.reload(configOf(LOUD, COPIES, ['service', 'logLevel = "debug"']));
    expect(kiosk.results).toEqual([{ applied: ['service.logLevel', 'sound.loudness'], restart: ['kiosk.copies_max'] }]);
    expect(kiosk.desk.settings).toMatchObject({ loudness: 0.4, copies_max: 10 });
    expect(kiosk.levels).toEqual(['debug']);
    expect(kiosk.told()).toBe(1);
    kiosk.reload(configOf(LOUD, COPIES));
    expect(kiosk.results.at(-1)).toEqual({ applied: ['service.logLevel'], restart: ['kiosk.copies_max'] });
  });

  test.each(['pin', 'payment', 'staffMenu'])(
    'changes nothing under somebody at %s, and is done when they have gone',
    (screen) => {
      const kiosk = standing(configOf());
      kiosk.desk.onPicture(at(screen));
      kiosk.reload(configOf(LOUD));
      expect(kiosk.desk.settings.loudness).toBe(0.8);
      expect([kiosk.results, kiosk.waits]).toEqual([[], [screen]]);
      kiosk.desk.onPicture(at('takeItems'));
      expect(kiosk.results).toEqual([]);
      kiosk.desk.onPicture(at('idle'));
      expect(kiosk.desk.settings.loudness).toBe(0.4);
      expect(kiosk.results).toEqual([{ applied: ['sound.loudness'], restart: [] }]);
      kiosk.desk.onPicture(at('pin'));
      kiosk.desk.onPicture(at('outOfService'));
      expect(kiosk.results).toHaveLength(1);
    },
  );

  test('a second one takes the place of one that waits; both are answered with what came of it', () => {
    const kiosk = standing(configOf());
    kiosk.desk.onPicture(at('pin'));
    kiosk.reload(configOf(LOUD));
    kiosk.reload(configOf(['sound', 'loudness = 0.8'], ['kiosk', 'copies_max = 9']));
    kiosk.desk.onPicture(at('idle'));
    expect(kiosk.desk.settings.loudness).toBe(0.8);
    expect(kiosk.results).toEqual(Array.from({ length: 2 }, () => ({ applied: [], restart: ['kiosk.copies_max'] })));
  });

  test('files that are not valid change nothing, and the next reload is as ever', () => {
    const kiosk = standing(configOf());
    const wrong = new MadoguchiError('configValue', 'line 3: kiosk.copies_max is 0');
    expect(() => kiosk.reload(wrong)).toThrow(wrong);
    kiosk.break(wrong);
    kiosk.reloadByItself();
    expect(kiosk.log).toEqual(['config.refused configValue']);
    expect(kiosk.desk.settings.loudness).toBe(0.8);
    kiosk.reload(configOf(LOUD));
    expect(kiosk.desk.settings.loudness).toBe(0.4);
  });

  test('what is left out again goes away', () => {
    const kiosk = standing(configOf(['store', 'page = "https://example.jp/"']));
    expect(kiosk.desk.settings.operatorPage).toBe('https://example.jp/');
    kiosk.reload(configOf());
    expect(kiosk.desk.settings).not.toHaveProperty('operatorPage');
  });
});
