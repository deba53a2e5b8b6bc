import type { MadoguchiError } from '../base/errors.ts';

/** Exit statuses of the daemon (scripts/launch/README.md), numbers of sysexits.h. */
export const EXIT = { stopped: 0, failed: 1, usage: 64, unavailable: 69, configuration: 78 } as const;

/** How the daemon ends when it cannot start. */
export function exitStatusOf(error: MadoguchiError): number {
  switch (error.codeName) {
    case 'usage':
      return EXIT.usage;
    case 'addressInUse':
    case 'stateFolder':
      return EXIT.unavailable;
    default:
      return error.action === 'configuration' ? EXIT.configuration : EXIT.failed;
  }
}
