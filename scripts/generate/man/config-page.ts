/** madoguchi.toml(5), a row a key. */
import { describeConfig, type ConfigKey } from '../../../config/describe.ts';
import { list, page, text, words } from './roff.ts';

export function configPage(): string {
  return page({
    name: 'madoguchi.toml',
    section: 5,
    about: 'configuration of a certificate kiosk',
    body: [
      '.Sh DESCRIPTION',
      text(
        'A file in TOML, read by the daemon and by the command line. A key that is not known is an error, and the message names what was probably meant. Everything that is wrong at once is found by madoguchi config check.',
      ),
      '.Sh KEYS',
      ...list(describeConfig().map((row) => [`Ic ${words(row.key)}`, below(row)])),
      '.Sh FILES',
      ...list([
        ['Pa /etc/madoguchi/madoguchi.toml', text('the configuration of this kiosk')],
        ['Pa /etc/madoguchi/madoguchi.d', text('files that are laid over it, in the order of their names')],
        ['Pa /usr/lib/madoguchi/madoguchi.toml', text('what the maker of the machine sets')],
      ]),
      '.Sh SEE ALSO',
      '.Xr madoguchi 1 ,',
      '.Xr madoguchid 8',
    ],
  });
}

function below(row: ConfigKey): string {
  const facts = [
    row.of === null ? null : `of ${row.of}`,
    row.unit === null ? row.type : `${row.type}, ${row.unit}`,
    row.range,
    row.default === null ? (row.required ? 'must be set' : null) : `default ${row.default}`,
    row.secret ? 'never shown' : null,
  ].filter((fact) => fact !== null);
  return [text(sentence(row.meaning)), '.br', text(sentence(facts.join('; ')))].join('\n');
}

const sentence = (words_: string): string => (/[.!?]$/.test(words_) ? words_ : `${words_}.`);
