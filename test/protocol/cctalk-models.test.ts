import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ACCEPTOR_MODELS, acceptorModelNamed, HOPPER_MODELS, hopperModelNamed } from '../../drivers/cctalk/models.ts';
import { CctalkRig } from './cctalk-rig.ts';

const FOLDER = new URL('../../drivers/cctalk/models/', import.meta.url);

describe('models are data (issue point 10)', () => {
  test('every file of the folder is a known model, and every field of it says where it comes from', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace('.json', ''));
    expect(files.toSorted()).toEqual([...ACCEPTOR_MODELS, ...HOPPER_MODELS].toSorted());
    for (const name of files) {
      const { class: kind, sources, ...fields } = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
      expect(Object.keys(sources).toSorted(), name).toEqual(Object.keys(fields).toSorted());
      const model = kind === 'hopper' ? hopperModelNamed(name) : acceptorModelNamed(name);
      expect(model).toMatchObject(fields);
    }
  });

  test.each(ACCEPTOR_MODELS)('%s takes a coin', (model) => {
    const rig = new CctalkRig({ coins: { model } }).start().enable(100);
    rig.acceptor.insertCoin(100);
    rig.advance(2_000);
    expect(rig.credited_yen()).toBe(100);
  });

  test.each(HOPPER_MODELS)('%s pays with the cipher of its model', (model) => {
    const { cipher } = hopperModelNamed(model);
    const rig = new CctalkRig({ cipher: cipher === 'serial' ? 'serial' : 'any', hopper: { model } }).start().pay(2);
    rig.advance(4_000);
    expect(rig.of('outcome')).toMatchObject([{ result: 'done', moved: { count: 2 } }]);
  });

  test('a model that is not known is told with those that are', () => {
    expect(() => acceptorModelNamed('sr6')).toThrow(/sr6 is not known.*money-controls-sr5/);
  });
});
