import type { Config } from './schema.ts';

/**
 * What of the configuration is the same at every kiosk of a chain, and so stands in the fingerprint (D9): order of the steps, times,
 * cash that is taken, messages about cards. Name, addresses, keys, devices and capacities are a kiosk's own.
 */
export function fleetProfile(config: Config): unknown {
  const { chainProfile, timeouts, card, kiosk, cash, staff, centre } = config;
  return {
    chainProfile,
    timeouts,
    card,
    copies_max: kiosk.copies_max,
    accepts_yen: cash.accepts_yen,
    fraud: [cash.fraud_events_max, cash.fraud_within_ms],
    staff: [staff.tries_max, staff.locked_ms],
    acceptsWithoutPageDigests: centre.acceptsWithoutPageDigests,
  };
}
