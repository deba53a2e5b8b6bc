import type { PRINTER as JA } from '../ja/printer.ts';

/** The clerk at the printer. */
export const PRINTER: Readonly<Record<keyof typeof JA, string>> = {
  'printing.sealed': 'Both sides of the certificate carry printing that guards against forgery and copying.',
  'printing.now': 'Copy {set} of {sets}, sheet {leaf} of {of}',
  'printing.nowOne': 'Sheet {leaf} of {of}',
  'printing.doing.drawing': 'Getting the page ready',
  'printing.doing.sending': 'Sending it to the printer',
  'printing.doing.printing': 'Printing',
  'printing.doing.held': 'Waiting for the printer',
  'printing.doing.stopping': 'Giving up the printing',
  'printing.doing.refunding': 'Returning the fee of what was not printed',
  'printing.doing.receipt': 'Printing the receipt',
  'printing.doing.ending': 'Last checks',
  'printing.goesOn': ' Printing goes on once it is put right.',
  'printing.gaveUp': 'Printing was given up. The fee of a certificate that did not come out is returned.',
  'printing.clerk': 'To the shop staff: {what}',

  'takeItems.certificates': 'Certificate, {done, plural, one {# sheet} other {# sheets}}',
  'takeItems.sheetsSought': 'It is not certain that the certificate came out. Please look into the paper exit.',
  'takeItems.sheetsUnknown':
    '{done, plural, one {# sheet} other {# sheets}} came out; of {unknown} more it is not certain. Please look into the paper exit.',
  'takeItems.part':
    '{done, plural, one {# sheet} other {# sheets}} came out. A certificate with sheets missing is not valid; its fee is not charged.',
  'takeItems.mixed':
    'Sheets of another print lie among yours. Your certificate is {done, plural, one {# sheet} other {# sheets}}; give other sheets to the staff, unread.',
  'takeItems.noReceipt': 'The receipt could not be printed. If you need one, call {phone}.',

  'staff.printer.tray': 'Pull out the paper cassette, put in plain white A4 paper, and push it all the way in.',
  'staff.printer.trayMissing': 'The paper cassette is out. Push it all the way in.',
  'staff.printer.trayFeed':
    'Pull out the paper cassette, set size, direction and guides right, and push it all the way in.',
  'staff.printer.manualFeed': 'It asks for hand-fed paper. Cancel that at the printer and check the paper cassette.',
  'staff.printer.path':
    'Open the door of the paper path and pull the sheet out slowly, face down, where the light blinks.',
  'staff.printer.pathIn': 'Take out the paper cassette and look behind it. Pull the sheet out slowly, face down.',
  'staff.printer.pathOut': 'Look at the paper exit and the door before it. Pull the sheet out slowly, face down.',
  'staff.printer.duplex': 'Open the door of the two-sided unit and pull the sheet out slowly, face down.',
  'staff.printer.door': 'Close the open door or cover until it clicks.',
  'staff.printer.exit': 'Take the sheets out of the exit face down, unread, and give them to the customer.',
  'staff.printer.exitMissing': 'The output tray is off. Put it back.',
  'staff.printer.toner': 'Change the toner as the printer says.',
  'staff.printer.waste': 'Change the waste toner box as the printer says.',
  'staff.printer.drum': 'The drum has to be changed. Call the operator.',
  'staff.printer.wait': 'The printer is adjusting itself. Wait a few minutes.',
  'staff.printer.engine': 'The printer is broken. Leave it switched on and call the operator.',
  'staff.printer.paused': 'The printer is paused. Resume it at its own screen.',
  'staff.printer.power': 'Check the printer’s power, cable and online light.',
  'staff.printer.full': 'The printer’s memory is full. Look at its own screen for jobs that are left.',
  'staff.printer.panel': 'Do as the printer’s own screen says. If that does not help, call the operator.',

  'staff.guide.sheets': 'What became of a sheet is not recorded yet. Answer it under “To be seen to”.',
  'staff.guide.receiptPrinter': 'Receipt printer',
  'staff.sheet.title': 'A sheet, reference {reference}',
  'staff.sheet.jam': 'A sheet of a certificate jammed while it was printed (sheet {leaf} of {of}).',
  'staff.sheet.unknown': 'It is not known whether a sheet of a certificate came out (sheet {leaf} of {of}).',
  'staff.sheet.reprint': 'The printer printed the same sheet once more (sheet {leaf} of {of}).',
  'staff.sheet.ask': 'What became of it?',
  'staff.sheet.private': 'It holds personal data: do not read, photograph, copy or keep it.',
  'staff.sheet.step.look':
    'Take the sheet out face down, unread. Give it to the customer, or shred it before their eyes.',
  'staff.sheet.step.gone':
    'If they are gone, seal it in an envelope with the reference on it, and keep it for the municipality.',
  'staff.sheet.reviewTitle': 'Record this answer?',
  'staff.sheet.reviewLead': 'The sheet with reference {reference} is recorded so, and the centre is told.',
  'staff.reason.sheetTaken': 'The customer took it',
  'staff.reason.sheetDestroyed': 'Destroyed before the customer’s eyes',
  'staff.reason.sheetKept': 'Kept for the municipality',
  'staff.reason.sheetNotFound': 'Looked for: there was no sheet',
  'staff.incident.printerForeignJob': 'Another print came between the sheets of a certificate',
  'staff.incident.printerJobKept': 'A certificate’s job is left in the printer. Call the operator',
};
