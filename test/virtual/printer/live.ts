/** What the virtual printer says of its state, counters, trays and toner at one moment. */
import { A4, mediaAttributes } from './attributes.ts';
import { type Attribute, attribute, make, type Value } from './wire.ts';

/** What the printer is doing at one moment. */
export interface Live {
  readonly state: number;
  readonly reasons: readonly string[];
  readonly accepting: boolean;
  readonly upTime_s: number;
  readonly stateChangedAt_s: number;
  readonly configChangedAt_s: number;
  readonly bootEpoch_ms: number;
  readonly queued: number;
  /** Toner by colour. */
  readonly toner: readonly Toner[];
  readonly loaded: boolean;
  readonly life: { readonly impressions: number; readonly sheets: number } | null;
}
export interface Toner {
  readonly colour: 'black' | 'cyan' | 'magenta' | 'yellow';
  readonly level_percent: number;
}

/** The printer's own threshold of toner-low. */
const LOW_percent = 10;
const HUES = { black: '#000000', cyan: '#00FFFF', magenta: '#FF00FF', yellow: '#FFFF00' } as const;

/** State, counters and trays. */
export function liveAttributes(live: Live): Attribute[] {
  const time = (up_s: number): Value => make.dateTime(live.bootEpoch_ms + up_s * 1000);
  const attributes = [
    attribute('printer-state', make.enum(live.state)),
    attribute('printer-state-reasons', ...live.reasons.map(make.keyword)),
    attribute('printer-state-message', make.text('')),
    attribute('printer-is-accepting-jobs', make.boolean(live.accepting)),
    attribute('printer-up-time', make.integer(live.upTime_s)),
    attribute('printer-current-time', time(live.upTime_s)),
    attribute('printer-state-change-time', make.integer(live.stateChangedAt_s)),
    attribute('printer-state-change-date-time', time(live.stateChangedAt_s)),
    attribute('printer-config-change-time', make.integer(live.configChangedAt_s)),
    attribute('printer-config-change-date-time', time(live.configChangedAt_s)),
    attribute('queued-job-count', make.integer(live.queued)),
    ...tonerAttributes(live.toner),
    ...mediaAttributes(live.loaded ? A4 : null),
  ];
  if (live.life) {
    attributes.push(
      attribute('printer-impressions-completed', make.integer(live.life.impressions)),
      attribute('printer-media-sheets-completed', make.integer(live.life.sheets)),
    );
  }
  return attributes;
}

/** marker-… as CUPS and PWG 5100.13 name them, and printer-supply; a waste box stands among them as in real machines. */
function tonerAttributes(toner: readonly Toner[]): Attribute[] {
  const supply = toner.map(
    ({ colour, level_percent }) => `type=toner;maxcapacity=100;level=${level_percent};colorantname=${colour};`,
  );
  const every = <T>(of: (toner: Toner) => T, waste: T): T[] => [...toner.map(of), waste];
  return [
    attribute('printer-supply', ...supply.map((text) => make.octets(Buffer.from(text)))),
    attribute('printer-supply-description', ...toner.map(({ colour }) => make.text(`${colour} toner`))),
    attribute('marker-names', ...every(({ colour }) => `${colour} toner`, 'waste box').map(make.name)),
    attribute('marker-types', ...every(() => 'toner', 'waste-toner').map(make.keyword)),
    attribute('marker-colors', ...every(({ colour }): string => HUES[colour], 'none').map(make.name)),
    attribute('marker-levels', ...every(({ level_percent }) => level_percent, 3).map(make.integer)),
    attribute('marker-low-levels', ...every(() => LOW_percent, 0).map(make.integer)),
    attribute('marker-high-levels', ...every(() => 100, 95).map(make.integer)),
  ];
}
