/** The real daemon and what the centre says of the fleet (D9, R79): a set that is not expected keeps it closed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../scripts/demo/site.ts';
import { codesOf, kioskFiles, startKiosk, startTestSite } from './rig.ts';

let site: Site;
beforeAll(async () => {
  site = await startTestSite();
}, 120_000);
afterAll(() => site.stop(), 30_000);

test('D9: a daemon whose program the fleet does not expect stays closed with M5011, and opens when it is released', async () => {
  site.centre.command(`expect ${'f'.repeat(64)}`);
  const kiosk = await startKiosk(kioskFiles(site, 'fleet'));
  try {
    const closed = await kiosk.until(
      'closed by its fingerprint',
      (status) => codesOf(status).join() === 'M5011',
      40_000,
    );
    const own = closed.centre?.fingerprint?.software ?? '';
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    site.centre.command(`expect ${own}`);
    await kiosk.until('open', ({ service }) => service.state === 'open', 90_000);
  } finally {
    await kiosk.stop();
  }
}, 180_000);
