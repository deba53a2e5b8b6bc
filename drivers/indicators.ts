import type { CommonCommand, CommonFact } from './contract.ts';

/** Places with a guidance lamp or a presence sensor. `glass` is the copier's own, where an original may be left. */
export type Place = 'cardReader' | 'cashSlot' | 'paperExit' | 'changeTray' | 'receiptExit' | 'phoneShelf' | 'glass';

/** What the status tower says: nobody here, somebody is served, something was left, staff must come, out of service. */
export type TowerState = 'idle' | 'serving' | 'left' | 'call' | 'closed' | 'off';

/** Device class: lamps, status tower and presence sensors (UnifiedPOS Lights, XFS4IoT Lights and Auxiliaries). */
export type IndicatorsCommand =
  | CommonCommand
  | { readonly type: 'light'; readonly place: Place; readonly pattern: 'off' | 'on' | 'blink' }
  | { readonly type: 'tower'; readonly state: TowerState };

export type IndicatorsFact =
  | CommonFact
  /** What this device has; told once when it is ready, before the first presence. */
  | {
      readonly type: 'equipped';
      readonly lamps: readonly Place[];
      readonly sensors: readonly Place[];
      readonly tower: boolean;
    }
  /** Something is, or is no longer, at a place. Places without a sensor never report. */
  | { readonly type: 'presence'; readonly place: Place; readonly present: boolean };
