/** What commissioning finds, proposes and writes: plain data. */

/** Who a device says it is; what it does not say is null. */
export interface Identity {
  readonly maker: string;
  readonly product: string;
  readonly serial: string | null;
  readonly firmware: string | null;
}

/** One thing that was found and answered. */
export type Found =
  | { readonly kind: 'reader'; readonly name: string }
  | {
      readonly kind: 'cctalk';
      readonly class: 'coinAcceptor' | 'coinDispenser';
      readonly port: string;
      readonly address: number;
      readonly checksum: 'sum8' | 'crc16';
      readonly identity: Identity;
      /** Names of model files that this can be. */
      readonly models: readonly string[];
      /** Coins in its table, yen; of a coin acceptor alone. */
      readonly coins_yen: readonly number[];
    }
  | {
      readonly kind: 'id003';
      readonly port: string;
      readonly identity: Identity;
      readonly models: readonly string[];
      readonly notes_yen: readonly number[];
    }
  | { readonly kind: 'changer'; readonly port: string; readonly identity: Identity }
  | {
      readonly kind: 'hid';
      readonly class: 'indicators' | 'keypad';
      readonly model: string;
      readonly identity: Identity;
      readonly vendorId: number;
      readonly productId: number;
    }
  | {
      readonly kind: 'printer';
      readonly uri: string;
      readonly identity: Identity;
      readonly uuid: string | null;
      /** SHA-256 of the certificate, of ipps alone. */
      readonly fingerprint: string | null;
    };

/** Something that is plugged in and is none of ours, is held by another program, or did not answer. */
export interface Silent {
  readonly what: string;
  readonly why: 'held' | 'silent' | 'unknown' | 'forbidden';
}

/** All that a look around came to. */
export interface Look {
  readonly found: readonly Found[];
  readonly silent: readonly Silent[];
}
