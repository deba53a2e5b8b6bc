import type { CodeEntry } from '../codes.ts';

/** 14xx: the fleet agent, and orders from afar. */
export const FLEET_CODES = {
  remoteForged: {
    number: 1401,
    action: 'configuration',
    cause: 'An order from afar is not signed by anybody whom this kiosk knows.',
    remedy: 'Check who sent it; check fleet.commandSigners.',
  },
  remoteForeign: {
    number: 1402,
    action: 'retry',
    cause: 'An order from afar is for another kiosk, or its time is over.',
    remedy: 'Sign it anew for this kiosk and for now.',
  },
  remoteNoTime: {
    number: 1403,
    action: 'retry',
    cause: 'The kiosk does not know the time yet, so it cannot tell whether an order from afar is still good.',
    remedy: 'Send the order again when the centre answers.',
  },
  brokerAbsent: {
    number: 1411,
    action: 'configuration',
    cause: 'The fleet agent was started without a broker in the configuration.',
    remedy: 'Set fleet.broker, or do not start the agent.',
  },
  brokerUnreachable: {
    number: 1412,
    action: 'retry',
    cause: 'The broker of the fleet does not answer.',
    remedy: 'Nothing is lost; check the line, fleet.broker and its certificate when it lasts.',
  },
  brokerRefused: {
    number: 1413,
    action: 'configuration',
    cause: 'The broker of the fleet does not take what this kiosk publishes.',
    remedy: 'Let this kiosk publish on its own topics (docs/fleet.md).',
  },
  fleetState: {
    number: 1414,
    action: 'configuration',
    cause: 'The fleet agent cannot read or write the file with its last acknowledged number.',
    remedy:
      'Give the folder of fleet.stateFile to the agent; a damaged file may be deleted: events are then told again.',
  },
} as const satisfies Record<string, CodeEntry>;
