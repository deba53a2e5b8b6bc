/** How full the toner is: marker-levels and its sisters (PWG 5100.13; names as in CUPS), else printer-supply (PWG 5100.13 6.2). */
import type { IppMessage } from './codec.ts';
import { numbersOf, textsOf, valuesOf } from './messages.ts';

/** The emptiest toner of a printer. */
export interface TonerLevel {
  /** 0 … 100; null = the printer does not tell. */
  readonly level_percent: number | null;
  /** At or below the printer's own marker-low-levels. */
  readonly low: boolean;
}

interface Supply {
  readonly type: string;
  readonly level: number;
  readonly low: number;
}

/** Containers of what makes dots; a waste box is full when it is bad, and drums and fusers have reasons of their own. */
const TONER = /^(toner|toner-cartridge|ink|ink-cartridge)$/i;
/** Supplies read at most: a colour engine has four. */
const SUPPLIES_MAX = 16;

export function tonerLevel(message: IppMessage): TonerLevel {
  const marked = markers(message);
  const supplies = (marked.length > 0 ? marked : printerSupply(message)).filter(
    // -1, -2 and -3 are "no limit", "unknown" and "some left" (RFC 3805, prtMarkerSuppliesLevel).
    ({ type, level }) => TONER.test(type) && level >= 0 && level <= 100,
  );
  if (supplies.length === 0) return { level_percent: null, low: false };
  return {
    level_percent: Math.min(...supplies.map(({ level }) => level)),
    low: supplies.some(({ level, low }) => low > 0 && level <= low),
  };
}

function markers(message: IppMessage): Supply[] {
  const types = textsOf(message, 'printer', 'marker-types');
  const levels = numbersOf(message, 'printer', 'marker-levels');
  const lows = numbersOf(message, 'printer', 'marker-low-levels');
  if (types.length !== levels.length) return [];
  return types
    .slice(0, SUPPLIES_MAX)
    .map((type, at) => ({ type, level: levels[at] ?? -2, low: lows.length === levels.length ? lows[at]! : 0 }));
}

/** `type=toner;maxcapacity=100;level=42;…` in octet strings, one a supply. */
function printerSupply(message: IppMessage): Supply[] {
  return valuesOf(message, 'printer', 'printer-supply')
    .slice(0, SUPPLIES_MAX)
    .flatMap((value) => {
      if (value.type !== 'octetString' || value.octets.length > 1024) return [];
      const text = new TextDecoder('latin1').decode(value.octets);
      const field = (name: string): string => new RegExp(`(?:^|;)\\s*${name}=([^;]*)`, 'i').exec(text)?.[1] ?? '';
      const [level, most] = [Number(field('level') || NaN), Number(field('maxcapacity') || NaN)];
      if (!Number.isInteger(level) || !Number.isInteger(most) || level < 0 || most <= 0) return [];
      return [{ type: field('type'), level: Math.round((level * 100) / most), low: 0 }];
    });
}
