import type { CodeEntry } from '../codes.ts';

/** 15xx: what a technician does, and what the checks of a diagnosis find. */
export const TECHNICIAN_CODES = {
  technicianAtWork: {
    number: 1501,
    action: 'retry',
    cause: 'A technician tests a device.',
    remedy: 'Wait until the test is over; the service opens by itself.',
  },
  maintenance: {
    number: 1502,
    action: 'retry',
    cause: 'The daemon runs for maintenance: nobody is served.',
    remedy: 'End madoguchi --offline, then start the service: systemctl start madoguchid.',
  },
  selfTestFailed: {
    number: 1503,
    action: 'maintenance',
    cause: 'A device failed its own self test.',
    remedy: 'Read what the device says in the detail; clean it, check its cable, replace it if the test fails again.',
  },
  selfTestSilent: {
    number: 1504,
    action: 'maintenance',
    cause: 'A device did not answer its self test in time.',
    remedy: 'Check its power and cable, then test it again; replace it if it stays silent.',
  },
  notConfirmed: {
    number: 1505,
    action: 'maintenance',
    cause: 'A person did not see, hear or get what the test should have done.',
    remedy: 'Check the cable and the part named in the detail; replace it if it does nothing.',
  },
  notAnswered: {
    number: 1506,
    action: 'retry',
    cause: 'A question of the diagnosis was not answered.',
    remedy: 'Run the diagnosis again and do what it asks within a minute.',
  },
  countersDiffer: {
    number: 1507,
    action: 'maintenance',
    cause: 'A device counted other pieces than the books have.',
    remedy: 'Count the unit and book the count: madoguchi cash exchange, or a closing.',
  },
  booksOpen: {
    number: 1508,
    action: 'maintenance',
    cause: 'Something in the books is open: an order, a question for a person, or money that belongs to nobody known.',
    remedy: 'Answer the questions in staff mode; switch on a device whose order is open.',
  },
  keysEndSoon: {
    number: 1509,
    action: 'maintenance',
    cause: 'A certificate of this kiosk ends soon.',
    remedy: 'Renew it now: the new one may overlap the old one.',
  },
  keysEnded: {
    number: 1510,
    action: 'maintenance',
    cause: 'A certificate of this kiosk has ended, or has not begun.',
    remedy: 'Install the renewed one; check the machine’s clock first.',
  },
  clockSkew: {
    number: 1511,
    action: 'maintenance',
    cause: 'The machine’s clock is far from the centre’s time.',
    remedy: 'Set the machine’s clock (chrony, battery of the board); certificates of lines are judged by it.',
  },
  cashTested: {
    number: 1512,
    action: 'maintenance',
    cause: 'A technician let cash fall as a test.',
    remedy: 'Check that it was put back and booked so, or that the technician has it.',
  },
  cashByTechnician: {
    number: 1513,
    action: 'maintenance',
    cause: 'A technician booked work on the cash.',
    remedy: 'Nothing is to be done; the sheet of this number says what was counted.',
  },
  serviceByTechnician: {
    number: 1514,
    action: 'maintenance',
    cause: 'A technician drained the service, or let it begin again.',
    remedy: 'Nothing is to be done if this was meant; else: madoguchi resume.',
  },
  testOutcome: {
    number: 1515,
    action: 'maintenance',
    cause: 'The device has not told in time what became of a test.',
    remedy: 'Look into the device; the books ask it again by themselves, and a count settles the rest.',
  },
  deviceExchanged: {
    number: 1516,
    action: 'configuration',
    cause: 'Another unit answers than the one that was commissioned: a device or its board was exchanged.',
    remedy:
      'If it was exchanged on purpose: madoguchi commission --step devices, then repeat the checks that it names.',
  },
  commissioned: {
    number: 1517,
    action: 'maintenance',
    cause: 'A technician commissioned a part of this kiosk.',
    remedy: 'Nothing is to be done; the detail says which step, and what was chosen.',
  },
  commissionStep: {
    number: 1518,
    action: 'configuration',
    cause: 'A step of commissioning cannot be done with what was found or given.',
    remedy: 'Do what the detail says, then run the step again; nothing was changed.',
  },
  certificateIssued: {
    number: 1519,
    action: 'configuration',
    cause: 'An issued certificate is not for this kiosk, or not by an authority that is known.',
    remedy:
      'Ask the maker or the centre for a certificate made from the request that lies on this kiosk; nothing was changed.',
  },
  daemonRuns: {
    number: 1520,
    action: 'configuration',
    cause: 'The daemon runs: --offline is for when it does not.',
    remedy: 'Leave --offline away; or stop the service first: systemctl stop madoguchid.',
  },
  offlineFailed: {
    number: 1521,
    action: 'maintenance',
    cause: 'The daemon could not be started for maintenance.',
    remedy: 'Do what the detail says; madoguchi config check finds what is wrong with the configuration.',
  },
} as const satisfies Record<string, CodeEntry>;
