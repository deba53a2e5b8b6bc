import type { CoinAcceptorOptions } from './options.ts';
import { MadoguchiError } from '../../src/base/errors.ts';
import { HEADER } from './frame.ts';
import type { AcceptorContext, AcceptorState } from './coin-acceptor-state.ts';

/**
 * The sorter behind a coin acceptor: each coin position has a path (header 210), each path can be overridden so that its
 * coins take the default path (222), all of it gone with the power (cash.md 2.3 and 2.4; Alberici AL55/66, SR5).
 */

/** One setting; `expect` is what the same device must read back under `header` before it is believed. */
export interface SorterStep {
  readonly name: string;
  readonly header: number;
  readonly data: readonly number[];
  /** The first byte of the answer, for a step that reads back. */
  readonly expect: number | null;
}

/** Paths a sorter can have: the override is one byte. */
const MOST_PATHS = 8;
const ALL_PATHS = 0xff;

/** Where coins of this path lie. */
export function destinationOf(options: CoinAcceptorOptions, path: number): string {
  return options.sorterPaths[String(path)] ?? options.defaultDestination;
}

/** Where coins of this value should go, or null when the site leaves it to the device. */
export function routeOf(options: CoinAcceptorOptions, denomination_yen: number): string | null {
  return options.routes[String(denomination_yen)] ?? null;
}

function pathTo(options: CoinAcceptorOptions, destination: string): number | null {
  const found = Object.entries(options.sorterPaths).find(([, to]) => to === destination);
  return found ? Number(found[0]) : null;
}

/** Paths that still lead to their own place, as the bits of header 222. */
function overrideOf(state: AcceptorState, options: CoinAcceptorOptions): number {
  let bits = ALL_PATHS;
  for (const [path, to] of Object.entries(options.sorterPaths))
    if (state.diverted.includes(to)) bits &= ~(1 << (Number(path) - 1));
  return bits;
}

function setAndRead(name: string, set: number, get: number, key: readonly number[], value: number): SorterStep[] {
  return [
    { name, header: set, data: [...key, value], expect: null },
    { name, header: get, data: key, expect: value },
  ];
}

/** Everything that must be set before the gate may open, in order; empty for a device without a sorter or routes. */
export function sorterSteps(context: AcceptorContext, state: AcceptorState): readonly SorterStep[] {
  const { options, model } = context;
  if (!model.hasSorter || Object.keys(options.routes).length === 0) return [];
  const steps: SorterStep[] = [];
  const rest = pathTo(options, options.defaultDestination);
  if (model.setsDefaultPath && rest !== null)
    steps.push(...setAndRead('default path', HEADER.setDefaultPath, HEADER.getDefaultPath, [], rest));
  state.coins_yen.forEach((value, i) => {
    const to = value === null ? null : routeOf(options, value);
    const path = to === null ? null : pathTo(options, to);
    if (path === null) return;
    const name = `path of position ${i + 1}`;
    steps.push(...setAndRead(name, HEADER.setSorterPath, HEADER.getSorterPath, [i + 1], path));
  });
  const bits = overrideOf(state, options);
  steps.push(...setAndRead('sorter override', HEADER.setSorterOverride, HEADER.getSorterOverride, [], bits));
  return steps;
}

/** True when nothing is left to set. */
export function isSorted(context: AcceptorContext, state: AcceptorState): boolean {
  return state.sorted >= sorterSteps(context, state).length;
}

/**
 * Throws `configValue` for routes that cannot be: a destination without a path, a path the override has no bit for, a
 * model without a sorter.
 */
export function checkRoutes(deviceId: string, options: CoinAcceptorOptions, hasSorter: boolean): void {
  const routes = Object.entries(options.routes);
  if (routes.length === 0) return;
  const wrong = (what: string) => new MadoguchiError('configValue', `${deviceId}: ${what}`);
  if (!hasSorter) throw wrong(`its model has no sorter; remove the routes or choose another model`);
  for (const path of Object.keys(options.sorterPaths))
    if (Number(path) < 1 || Number(path) > MOST_PATHS)
      throw wrong(`sorter path ${path} cannot be set; 1 to ${MOST_PATHS} are possible`);
  for (const [denomination_yen, to] of routes) {
    if (pathTo(options, to) === null)
      throw wrong(
        `${denomination_yen} yen are to go to ${to}, but no sorter path leads there; name one in sorterPaths`,
      );
    if (!options.denominations_yen.some((value) => String(value) === denomination_yen))
      throw wrong(`${denomination_yen} yen have a route but are not among denominations_yen`);
  }
}
