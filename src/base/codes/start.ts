import type { CodeEntry } from '../codes.ts';

/** 1xxx: start, configuration, ledger; 9xxx: internal. */
export const START_CODES = {
  configUnreadable: {
    number: 1001,
    action: 'configuration',
    cause: 'The configuration file cannot be read.',
    remedy: 'Check the path and the permissions of the file.',
  },
  configSyntax: {
    number: 1002,
    action: 'configuration',
    cause: 'The configuration file is not valid TOML.',
    remedy: 'Mend the line named in the message.',
  },
  configUnknownKey: {
    number: 1003,
    action: 'configuration',
    cause: 'The configuration has a key that is not known.',
    remedy: 'Correct or remove the key named in the message.',
  },
  configValue: {
    number: 1004,
    action: 'configuration',
    cause: 'A configuration value is missing, of the wrong type or out of range.',
    remedy: 'Set the key named in the message as described there.',
  },
  wrongRuntime: {
    number: 1005,
    action: 'maintenance',
    cause: 'The program was started with another Node.js than the one its add-ons are built for.',
    remedy: 'Start it with the Node.js of the package (node_modules/.bin/node).',
  },
  stateFolder: {
    number: 1006,
    action: 'configuration',
    cause: 'The state folder is missing, not writable or used by another madoguchid.',
    remedy: 'Create the folder, give it to the daemon, stop the other daemon.',
  },
  addressInUse: {
    number: 1007,
    action: 'configuration',
    cause: 'A network port or socket is used by another program.',
    remedy: 'Stop the other program or configure another port.',
  },
  keyMaterial: {
    number: 1008,
    action: 'configuration',
    cause: 'A certificate, key or trust anchor is missing or not valid.',
    remedy: 'Install the file named in the message anew.',
  },
  usage: {
    number: 1009,
    action: 'retry',
    cause: 'The command line was not understood.',
    remedy: 'See madoguchi --help.',
  },
  noPermission: {
    number: 1010,
    action: 'configuration',
    cause: 'This user may not speak to the daemon.',
    remedy: 'Run the command as root or as a member of the group madoguchi.',
  },
  municipalitiesUnsigned: {
    number: 1011,
    action: 'configuration',
    cause: 'The municipal data are not signed.',
    remedy: 'Install the folder with its municipalities.jws, as the authority gave it out.',
  },
  municipalitiesForeign: {
    number: 1012,
    action: 'configuration',
    cause: 'The signature of the municipal data is not of the pinned authority.',
    remedy: 'Install data that this authority signed; check service.municipalityTrustAnchor.',
  },
  municipalitiesChanged: {
    number: 1013,
    action: 'configuration',
    cause: 'The municipal data are not those that were signed.',
    remedy: 'Install the whole folder anew, as the authority gave it out.',
  },
  ledgerUnusable: {
    number: 1101,
    action: 'call',
    cause: 'The ledger cannot be opened or written.',
    remedy: 'Check the disk; keep the file; call the maker.',
  },
  ledgerRefused: {
    number: 1102,
    action: 'call',
    cause: 'The ledger refused an entry that breaks its rules.',
    remedy: 'Keep the state folder and call the maker.',
  },
  ledgerSchema: {
    number: 1103,
    action: 'call',
    cause: 'The ledger was written by another version of the program.',
    remedy: 'Install the version that wrote it, or a newer one.',
  },
  ledgerFull: {
    number: 1106,
    action: 'maintenance',
    cause: 'The disk of the state folder has too little room for the books.',
    remedy:
      'Make room on the disk named in the message, but delete nothing in the state folder; the service opens by itself.',
  },
  ledgerLocked: {
    number: 1107,
    action: 'maintenance',
    cause: 'Another program holds the ledger.',
    remedy: 'End the program that has the file open (a backup, sqlite3, a second daemon); the service opens by itself.',
  },
  ledgerDamaged: {
    number: 1108,
    action: 'call',
    cause: 'The file of the ledger is damaged, or its safeguards are missing.',
    remedy:
      'Keep the state folder as it is, -wal file included; check the disk; call the maker. Start on no copy of your own.',
  },
  ledgerReadOnly: {
    number: 1109,
    action: 'configuration',
    cause: 'The ledger cannot be written: its file, folder or disk is read-only.',
    remedy: 'Give the state folder to the daemon; check whether the disk was mounted read-only after a fault.',
  },
  ledgerSlow: {
    number: 1110,
    action: 'maintenance',
    cause: 'The disk takes too long to write the books.',
    remedy: 'Check the disk and what else writes to it; the service opens by itself when it is fast enough again.',
  },
  deviceLent: {
    number: 1111,
    action: 'retry',
    cause: 'A device is lent to the copier’s own business.',
    remedy: 'Return it with madoguchi devices return; the service opens by itself.',
  },
  deviceBusy: {
    number: 1112,
    action: 'retry',
    cause: 'A device cannot be lent now: somebody is being served, or an order is not settled.',
    remedy: 'Try again when nobody is being served.',
  },
  deviceUnknown: {
    number: 1113,
    action: 'retry',
    cause: 'There is no device of this name.',
    remedy: 'See madoguchi devices for the names.',
  },
  devicePart: {
    number: 1114,
    action: 'retry',
    cause: 'A part of the cash unit cannot be lent alone: its change would be counted on while it is away.',
    remedy: 'Lend the cash unit as a whole: madoguchi devices lend cash.',
  },
  deviceStarting: {
    number: 1105,
    action: 'retry',
    cause: 'A device has not answered since the start.',
    remedy: 'Wait a moment; if it stays, check power and cable of the device.',
  },
  itemsLeft: {
    number: 1201,
    action: 'maintenance',
    cause: 'A citizen left something behind.',
    remedy: 'Look at reader, paper exit and trays; keep what is found for the owner.',
  },
  recovering: {
    number: 1104,
    action: 'retry',
    cause: 'Orders from before the last stop are still being resolved.',
    remedy: 'Switch on the device that has not answered yet; the service opens by itself.',
  },
  internal: {
    number: 9001,
    action: 'call',
    cause: 'The program found itself in a state it does not know.',
    remedy: 'Restart; send a support bundle to the maker.',
  },
  unexpectedEvent: {
    number: 9002,
    action: 'call',
    cause: 'The session received an event that does not belong to its state.',
    remedy: 'Send a support bundle to the maker.',
  },
} as const satisfies Record<string, CodeEntry>;
