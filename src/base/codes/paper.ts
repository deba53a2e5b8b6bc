import type { CodeEntry } from '../codes.ts';

/** 4xxx: printer and paper. */
export const PAPER_CODES = {
  printerOffline: {
    number: 4001,
    action: 'maintenance',
    cause: 'The printer does not answer.',
    remedy: 'Check power, network and the printer URI.',
  },
  printerOther: {
    number: 4002,
    action: 'configuration',
    cause: 'Another printer than the commissioned one answers.',
    remedy: 'Commission the printer anew if it was replaced.',
  },
  printerCannot: {
    number: 4003,
    action: 'configuration',
    cause: 'The printer lacks something certificates need.',
    remedy: 'See the list in the message.',
  },
  printerNotReady: {
    number: 4004,
    action: 'maintenance',
    cause: 'The printer is not ready.',
    remedy: 'Follow the reason named in the message.',
  },
  printerPaper: {
    number: 4005,
    action: 'maintenance',
    cause: 'The printer has no paper.',
    remedy: 'Fill A4 plain paper.',
  },
  printerJam: {
    number: 4006,
    action: 'maintenance',
    cause: 'Paper is jammed.',
    remedy: 'Clear the paper path; hand sheets to the citizen face down.',
  },
  printerDoor: {
    number: 4007,
    action: 'maintenance',
    cause: 'A cover of the printer is open.',
    remedy: 'Close the cover.',
  },
  printerOutputFull: {
    number: 4008,
    action: 'clear',
    cause: 'The paper exit is full.',
    remedy: 'Take the paper from the exit.',
  },
  printerSupplies: {
    number: 4009,
    action: 'maintenance',
    cause: 'Toner or another supply is used up.',
    remedy: 'Replace the supply.',
  },
  printerForeignJob: {
    number: 4010,
    action: 'maintenance',
    cause: 'Another job stood in the printer between two leaves.',
    remedy: 'Wait until the other job is done.',
  },
  printerReply: {
    number: 4011,
    action: 'maintenance',
    cause: 'The printer sent an answer that cannot be understood.',
    remedy: 'Restart the printer; call the maker if it comes back.',
  },
  printerPdf: {
    number: 4012,
    action: 'configuration',
    cause: 'The printer takes no raster: pages go as PDF, and its own renderer makes their dots.',
    remedy:
      'Use a printer that takes image/pwg-raster at 600 dpi; anti-forgery patterns are not dependable with this one.',
  },
  printerJobKept: {
    number: 4013,
    action: 'maintenance',
    cause: 'A job that is over stays in the printer and could be printed again there.',
    remedy: 'Delete the job at the panel of the printer and switch off the retention of jobs.',
  },
  printerSuppliesLow: {
    number: 4014,
    action: 'maintenance',
    cause: 'Toner or another supply is too low for the fine patterns of a new certificate.',
    remedy: 'Replace the supply; receipts, slips and the copier itself go on meanwhile.',
  },
  paperUncalibrated: {
    number: 4015,
    action: 'maintenance',
    cause: 'The hidden characters of the certificates were never set for this printer: the built-in rung is used.',
    remedy: 'Run madoguchi paper calibrate and follow the printed sheet.',
  },
  latentImageNone: {
    number: 4016,
    action: 'configuration',
    cause: 'This printer cannot print the infrared image: the blossom on the back is plain.',
    remedy: 'Use a colour printer that takes cmyk_8 raster, or name a separation measured on it in [paper].',
  },
  leafUnknown: {
    number: 4101,
    action: 'call',
    cause: 'It is not known whether a sheet was printed.',
    remedy: 'Look for the sheet; the fee stands as a dispute.',
  },
  leafFailed: {
    number: 4102,
    action: 'call',
    cause: 'A sheet was not printed.',
    remedy: 'The fee is returned or stands on a slip.',
  },
  pageRender: {
    number: 4103,
    action: 'call',
    cause: 'A page could not be rendered.',
    remedy: 'Send a support bundle to the maker.',
  },
  pageDigest: {
    number: 4104,
    action: 'call',
    cause: 'A rendered page is not the page that was checked.',
    remedy: 'The certificate service stays closed until a person has looked.',
  },
  paperDrawing: {
    number: 4105,
    action: 'maintenance',
    cause: 'A receipt or slip could not be drawn.',
    remedy: 'Install the package fonts-morisawa-bizud-gothic or correct the font folder.',
  },
  frontTooDense: {
    number: 4115,
    action: 'call',
    cause: 'A page does not fit into the code on the back of its sheet.',
    remedy: 'Issue this certificate at the counter and send the maker its type.',
  },
  paperForeign: {
    number: 4106,
    action: 'call',
    cause: 'A citizen said that a printed paper is not theirs.',
    remedy:
      'Take the papers face down into a sealed envelope, do not read, shred or keep them, call the operator with the reference number, then close the incident in staff mode.',
  },
  sheetJammed: {
    number: 4110,
    action: 'call',
    cause: 'A sheet of a certificate jammed in the printer.',
    remedy:
      'Pull it out face down without reading it; the citizen takes it or sees it destroyed; say in staff mode what became of it.',
  },
  sheetSought: {
    number: 4111,
    action: 'call',
    cause: 'It is not known whether a sheet of a certificate lies in the printer or its exit.',
    remedy: 'Look for it, keep it face down, and say in staff mode what became of it.',
  },
  sheetReprinted: {
    number: 4112,
    action: 'call',
    cause: 'The printer printed a sheet of a certificate once more by itself.',
    remedy:
      'Take the second sheet face down; the citizen takes it or sees it destroyed; say so in staff mode. Switch off jam recovery in the printer.',
  },
  paperKeys: {
    number: 4107,
    action: 'configuration',
    cause: 'No keys are configured that seal a sheet against forgery.',
    remedy: 'Name signingKey, attestation and verifyingAuthority in [paper] and start the daemon anew.',
  },
} as const satisfies Record<string, CodeEntry>;
