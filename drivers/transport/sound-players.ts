/** Players: programs that take raw samples on their input (two channels of 32 bit) and give them to an outlet. */
import { RATE_HZ } from '../../src/base/sound/wav.ts';
import type { Outlet } from '../sound.ts';

/** How a player is started. */
export interface Player {
  readonly argv: readonly string[];
  /** It says this when it begins to take samples. What is given to it before only waits, and would still sound after a stop. */
  readonly ready: RegExp;
}

/** Names of the configuration; `none` is silent. */
export type PlayerName = 'pw-play' | 'aplay' | 'none';

/** A program is told by its help whether raw samples must be asked for (PipeWire 1.0) or are what its input is (before). */
export type HelpOf = (program: string) => string;

function pipeWire(target: string | null, outlet: Outlet, help: HelpOf): Player {
  // Headphones that are not there must not come out of the loudspeaker: no other sink is taken in their place.
  const own = outlet === 'headphones' ? 'node.dont-reconnect = true' : '';
  return {
    argv: [
      // Its lines come at once, not by the page.
      ...['stdbuf', '-oL', 'pw-cat', '--verbose', '--playback'],
      ...(target === null ? [] : ['--target', target]),
      ...['--properties', `{ node.name = madoguchi-${outlet} media.role = Accessibility ${own} }`],
      ...['--latency', '20ms', '--rate', String(RATE_HZ), '--channels', '2', '--format', 's32'],
      ...(help('pw-cat').includes('--raw') ? ['--raw'] : []),
      '-',
    ],
    ready: /-> streaming/,
  };
}

function alsa(target: string | null): Player {
  return {
    argv: [
      ...['aplay', ...(target === null ? [] : ['--device', target])],
      ...['--file-type', 'raw', '--format', 'S32_LE', '--rate', String(RATE_HZ), '--channels', '2'],
      ...['--buffer-time', '80000', '--period-time', '20000', '-'],
    ],
    ready: /raw data/,
  };
}

/** How this outlet is played; null: it is silent. `target`: sink of PipeWire or device of ALSA, null = the default. */
export function playerOf(name: PlayerName, target: string | null, outlet: Outlet, help: HelpOf): Player | null {
  if (name === 'none') return null;
  return name === 'aplay' ? alsa(target) : pipeWire(target, outlet, help);
}
