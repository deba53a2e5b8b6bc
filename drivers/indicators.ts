import type { CommonCommand, CommonFact } from './contract.ts';

/** Places with a guidance lamp or a presence sensor. */
export type Place = 'cardReader' | 'cashSlot' | 'paperExit' | 'changeTray';

/** Device class: lamps and presence sensors (UnifiedPOS Lights, XFS4IoT Lights and Auxiliaries). */
export type IndicatorsCommand =
  | CommonCommand
  | { readonly type: 'light'; readonly place: Place; readonly pattern: 'off' | 'on' | 'blink' };

export type IndicatorsFact =
  | CommonFact
  /** Something is, or is no longer, at a place. Places without a sensor never report. */
  | { readonly type: 'presence'; readonly place: Place; readonly present: boolean };
