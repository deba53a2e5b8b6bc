import type { ConfigKey } from '../../../config/describe.ts';

/** What keys of the configuration mean, by the name that `meaningKey` gives them. */
export type MeaningsJa = Readonly<Record<string, string>>;

/** Name of a key in these tables: options of drivers share names, so the driver stands before them. */
export function meaningKey({ key, of }: Pick<ConfigKey, 'key' | 'of'>): string {
  return of !== null && key.includes('.options.') ? `${of} ${key}` : key;
}

/** The options of one driver for one class, as in `cctalk coinAcceptor`, by their names alone. */
export function optionsOf(of: string, options: MeaningsJa): MeaningsJa {
  return Object.fromEntries(
    Object.entries(options).map(([name, meaning]) => [meaningKey({ key: `devices[].options.${name}`, of }), meaning]),
  );
}
