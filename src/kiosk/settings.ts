import type { Config } from '../../config/schema.ts';
import { enginesOf } from '../base/sound/engines.ts';
import type { Municipality } from '../centre/municipality.ts';
import type { KioskSettings } from './contract.ts';
import type { ScreenDefaults } from './screen/screen-state.ts';
import { municipalityWords } from './municipality-words.ts';

/** How each session begins. */
function screenOf({ textSize_percent, contrast, reach, simple, speech, shufflePin }: Config['access']): ScreenDefaults {
  return { access: { textSize_percent, contrast, reach, simple, speech, volume: 0 }, shufflesPin: shufflePin };
}

/** Name under which a device of the configuration tells of itself. */
function statusNameOf(device: Config['devices'][number]): string {
  if (device.class === 'cardReader') return 'cardReader';
  if (device.class === 'cashChanger') return 'cash';
  if (device.class === 'printer') return device.role === 'receipt' ? 'receiptPrinter' : 'printer';
  return device.id;
}

function commissionedOf({ devices }: Config): NonNullable<KioskSettings['commissioned']> {
  return Object.fromEntries(
    devices.flatMap((device) => (device.identity === undefined ? [] : [[statusNameOf(device), device.identity]])),
  );
}

/** The part of the configuration that the kiosk itself needs. */
export function settingsOf(
  config: Config,
  municipalities: readonly Municipality[],
  sealsSheets: boolean,
): KioskSettings {
  return {
    kioskId: config.kiosk.id,
    kioskName: config.kiosk.name,
    keysEndSoon_ms: config.centre.warnsBefore_days * 86_400_000,
    commissioned: commissionedOf(config),
    operatorPhone: config.kiosk.phone,
    ...(config.store.page === undefined ? {} : { operatorPage: config.store.page }),
    chainProfile: config.chainProfile,
    delays: config.timeouts,
    copies_max: config.kiosk.copies_max,
    accepts_yen: config.cash.accepts_yen,
    coins_in_flight_max: config.cash.coins_in_flight_max,
    capacities: config.cash.capacities,
    municipalities: municipalityWords(municipalities),
    hours: {
      municipalities,
      store: {
        ...(config.store.chain === undefined ? {} : { chain: config.store.chain }),
        hours: config.store.hours,
        certificates: config.store.services.find(({ id }) => id === 'certificates') ?? {},
      },
    },
    loudness: config.sound.loudness,
    sound: {
      quiet: config.sound.quiet,
      spoken: Object.keys(enginesOf(config.sound.engines)),
      headphones: config.sound.headphones !== undefined,
    },
    screen: screenOf(config.access),
    patience: { session_max_ms: config.access.session_max_ms, detailed_factor: config.access.detailed_factor },
    languages: config.access.languages,
    ...(config.access.guidePage === undefined ? {} : { guidePage: config.access.guidePage }),
    alsoRemind: config.reminder.also,
    cardMessages: config.card,
    staff: { tries_max: config.staff.tries_max, locked_ms: config.staff.locked_ms },
    copierRequired: config.copier.required,
    sealsSheets,
    acceptsWithoutPageDigests: config.centre.acceptsWithoutPageDigests,
    receiptFallback: config.devices.every((device) => device.class !== 'printer' || device.fallback),
    fraud: { events_max: config.cash.fraud_events_max, within_ms: config.cash.fraud_within_ms },
  };
}
