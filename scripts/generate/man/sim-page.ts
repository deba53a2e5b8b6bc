/** madoguchi-sim(1). */
import { list, page, text } from './roff.ts';

export function simPage(): string {
  return page({
    name: 'madoguchi-sim',
    section: 1,
    about: 'virtual kiosk: devices, cards and centre for Madoguchi',
    body: [
      '.Sh SYNOPSIS',
      '.Nm',
      '.Op Cm run | start | stop',
      '.Sh DESCRIPTION',
      text(
        'Virtual coin and note devices, card reader with cards, printer and reference centre, over the real protocols on real wires, and a bench page on which they are worked by hand: cards set, coins put in, each device broken and mended. All persons are fictional. Not for a kiosk that serves citizens.',
      ),
      ...list([
        ['Cm run', text('a whole kiosk in the foreground, as whoever calls it; the default; Ctrl-C ends it')],
        [
          'Cm start',
          text(
            'the installed service on virtual devices, until the next boot; asks for root. Its ledger is one of its own',
          ),
        ],
        ['Cm stop', text('the installed service on its real devices again, where a configuration names them')],
      ]),
      text('Both print the addresses of the citizen’s screen and of the bench, on this machine only.'),
      text('The virtual centre lives on the morning of 16 April 2025, so'),
      '.Ic madoguchi diag',
      text('warns of the machine’s clock (M1511).'),
      '.Sh FILES',
      ...list([
        ['Pa /run/madoguchi-sim/madoguchi.toml', text('the configuration of the service on virtual devices')],
        ['Pa /run/systemd/system/madoguchid.service.d/50-sim.conf', text('what leads the service to it')],
      ]),
      '.Sh SEE ALSO',
      '.Xr madoguchi 1 ,',
      '.Xr madoguchid 8',
    ],
  });
}
