/** What the centre says of the fleet as a whole: closed days, expected software and data, and what an adapter cannot give. */
import { describe, expect, test } from 'vitest';
import { Fleet } from '../virtual/centre/fleet.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const OURS = { software: 'a'.repeat(64), profile: 'b'.repeat(64), municipalities: 'c'.repeat(64) };
const NEXT = { ...OURS, software: 'd'.repeat(64) };
const TODAY = { municipalityId: 'susono', day: '2025-04-16', reason: 'maintenance' };
const reasons = (world: World): readonly string[] => world.picture().reasons;
const isIdle = (world: World) => (): boolean => world.view().screen === 'idle';

describe('D9: the fingerprint', () => {
  test('D9: the service opens when the fleet expects what runs here, and is told once at the start', () => {
    const fleet = new Fleet();
    fleet.expected = [NEXT, OURS];
    const world = createWorld({ fleet, fingerprint: OURS });
    world.until(isIdle(world));
    expect(fleet.reported).toHaveLength(1);
    expect(fleet.reported[0]?.set).toEqual(OURS);
  });

  test('D9: another set keeps the service closed, as an incident, until it is released at the centre', () => {
    const fleet = new Fleet();
    fleet.expected = [NEXT];
    const world = createWorld({ fleet, fingerprint: OURS });
    world.clock.advance(10 * 60_000);
    expect(reasons(world)).toEqual(['fingerprintDiffers']);
    const incidents = world.database.prepare("SELECT COUNT(*) FROM incident WHERE code = 'fingerprintDiffers'").pluck();
    expect(incidents.get()).toBe(1);
    fleet.expected = [NEXT, OURS];
    world.until(isIdle(world), 2 * 60_000);
  });
});

describe('R79, R80: closed days from the centre', () => {
  test('R79: a municipality that is closed today is refused at the card, before any money; others are served', () => {
    const fleet = new Fleet();
    fleet.close(TODAY);
    const world = createWorld({ fleet });
    world.until(isIdle(world));
    world.press({ type: 'citizen.openGovernmentService' });
    world.press({ type: 'citizen.openCertificateService' });
    world.press({ type: 'citizen.agree' });
    world.hardware.reader.insert(world.card(CN.susonoTaro));
    world.until(() => world.picture().code === 'municipalityStopped');
    expect(world.centre.commits.filter(({ point }) => point === 'printing')).toEqual([]);
    const fuchu = { subjectCn: CN.fuchuJiro, typeId: 'juminhyo', persons: [1] };
    const other = createWorld({ fleet });
    other.until(isIdle(other));
    authenticateAtKiosk(other, fuchu);
  });
});

describe('D5, D12: what an adapter must give', () => {
  test('D12: without late payment nothing is served, whatever the configuration says', () => {
    const world = createWorld({ adapterLacks: ['payLate'], acceptsWithoutPageDigests: true });
    world.clock.advance(60_000);
    expect(reasons(world)).toEqual(['centreLacks']);
  });

  test('D5: without page digests it is served only where the operator allows it', () => {
    const closed = createWorld({ adapterLacks: ['pageDigests'] });
    closed.clock.advance(60_000);
    expect(reasons(closed)).toEqual(['centreLacks']);
    const allowed = createWorld({ adapterLacks: ['pageDigests'], acceptsWithoutPageDigests: true });
    allowed.until(isIdle(allowed));
  });
});
