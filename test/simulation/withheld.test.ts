/** Centre and local data differ: what the citizen is not offered, staff must hear of. */
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../virtual/centre/catalogue.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const SALE = { subjectCn: CN.susonoTaro, typeId: 'inkan' };

/** The centre asks 10 yen more than the local data say, for these types. */
function dearer(typeIds: readonly string[]): World {
  return createWorld({
    centreMunicipalities: loadCatalogue().map((municipality) => ({
      ...municipality,
      types: municipality.types.map((type) =>
        typeIds.includes(type.typeId)
          ? { ...type, fees: type.fees.map((fee) => ({ ...fee, fee_yen: fee.fee_yen + 10 })) }
          : type,
      ),
    })),
  });
}

const incidents = (world: World): unknown[] => world.database.prepare('SELECT code, detail FROM incident').all();

describe('R73: the centre asks another fee than the local data say', () => {
  test('the type is withheld, the others are offered, and one incident is written for each session', () => {
    const world = dearer(['juminhyo']);
    authenticateAtKiosk(world, SALE);
    const told = [{ code: 'catalogueDiffers', detail: 'withheld: juminhyo' }];
    expect(incidents(world)).toEqual(told);
    world.press({ type: 'citizen.cancel' });
    authenticateAtKiosk(world, SALE);
    expect(incidents(world)).toEqual([...told, ...told]);
  });

  test('nothing is left to offer: the citizen is refused before the PIN, and staff hear why', () => {
    const world = dearer(['juminhyo', 'inkan', 'kazeiShotoku']);
    expect(() => authenticateAtKiosk(world, SALE)).toThrow(/waited in vain/);
    expect(incidents(world)).toEqual([{ code: 'catalogueDiffers', detail: 'nothing is left to offer' }]);
  });
});
