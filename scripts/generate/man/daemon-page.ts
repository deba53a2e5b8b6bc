/** madoguchid(8). */
import { list, page, text } from './roff.ts';

export function daemonPage(): string {
  return page({
    name: 'madoguchid',
    section: 8,
    about: 'controller daemon of a certificate kiosk',
    body: [
      '.Sh SYNOPSIS',
      '.Nm',
      '.Op Fl \\-config Ar file',
      '.Op Fl \\-maintenance Fl \\-socket Ar path',
      '.Sh DESCRIPTION',
      text(
        'Talks to the card reader, the cash unit, the printer, the lamps and the loudspeaker, and leads one citizen at a time to a certificate.',
      ),
      text('It is started by systemd and asked with'),
      '.Xr madoguchi 1 .',
      '.Pp',
      text(
        'A start that cannot be writes one message with code and remedy to standard error and ends; what was opened until then is closed again. A device or the centre being absent is no reason not to start: the service is closed with the reason and opens by itself when it comes back.',
      ),
      ...list([
        ['Fl \\-config Ar file', text('the configuration; else MADOGUCHI_CONFIG, else /etc/madoguchi/madoguchi.toml')],
        [
          'Fl \\-maintenance',
          text('serves nobody: devices and books are opened for a technician. Started by madoguchi with --offline'),
        ],
        ['Fl \\-socket Ar path', text('with --maintenance: the one socket that is opened')],
      ]),
      '.Sh SIGNALS',
      ...list([
        ['Dv SIGTERM', text('ends: cash is inhibited, devices are closed, the books with them')],
        ['Dv SIGINT', text('the same')],
        [
          'Dv SIGHUP',
          text('reads the configuration again, as madoguchi config reload; the log tells what became of it'),
        ],
      ]),
      '.Sh FILES',
      ...list([
        ['Pa /etc/madoguchi/madoguchi.toml', text('the configuration')],
        ['Pa /usr/share/madoguchi/madoguchi.toml', text('what the maker of the machine says, below it')],
        ['Pa /etc/madoguchi/madoguchi.d/*.toml', text('what is said above it, in the order of the names')],
        ['Pa /var/lib/madoguchi', text('the books and what devices remember')],
        ['Pa /run/madoguchi', text('sockets, and the token of the screen')],
      ]),
      '.Sh EXIT STATUS',
      ...list([
        ['0', text('stopped by a signal')],
        [
          '1',
          text('failed: the books cannot be used (M11xx), a fault while running (M9001), the wrong Node.js (M1005)'),
        ],
        ['64', text('the command line was not understood (M1009)')],
        ['69', text('a port, socket or folder that it needs cannot be had or is used by another (M1007, M1006)')],
        [
          '78',
          text(
            'configuration, keys, municipal data or built screen are missing or wrong (M1001 to M1004, M1008, M7008)',
          ),
        ],
      ]),
      '.Sh SEE ALSO',
      '.Xr madoguchi 1 ,',
      '.Xr madoguchi.toml 5',
    ],
  });
}
