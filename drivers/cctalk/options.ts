import { z } from 'zod';
import { ACCEPTOR_MODELS, acceptorModel, HOPPER_MODELS, hopperModel } from './models.ts';

/** Options of the ccTalk devices as the configuration holds them; everything has a default but what only a site knows. */

const address = z.int().min(2).max(255).meta({ description: 'ccTalk address on the bus', unit: 'address' });
const checksum = z.enum(['sum8', 'crc16']).default('sum8').describe('checksum of the bus: 8-bit sum or CRC-16');
const coin = z.union([1, 5, 10, 50, 100, 500].map((value) => z.literal(value)));

/** Options of a whole serial line. */
export const cctalkLineOptions = z.strictObject({
  echo: z
    .boolean()
    .default(true)
    .describe('A single-wire bus lets the host hear its own bytes; adapters that swallow them need false'),
});
/** Options of the shared line, complete. */
export type CctalkLineOptions = z.infer<typeof cctalkLineOptions>;

/** Options of a coin acceptor (category "Coin Acceptor"). */
export const coinAcceptorOptions = z.strictObject({
  model: z
    .union([z.string(), acceptorModel])
    .default('cctalk-coin-acceptor')
    .describe('the quirks of the maker’s model: name of a file in `models/`, or the content of one of the site’s own'),
  address: address.default(2),
  checksum,
  poll_ms: z
    .int()
    .min(50)
    .max(400)
    .default(150)
    .describe(
      'credits are polled this often: under the 1 s watchdog of the devices with room for missed polls (cash.md 2.2)',
    ),
  denominations_yen: z
    .array(coin)
    .min(1)
    .default([10, 50, 100, 500])
    .describe('coins this site takes at all; each must stand in the coin table of the device'),
  sorterPaths: z
    .record(z.string().regex(/^\d{1,3}$/), z.string().min(1))
    .default({})
    .describe('where each sorter path of the device leads: a hopper’s device id or `cashbox`'),
  routes: z
    .record(z.string().regex(/^\d{1,4}$/), z.string().min(1))
    .default({})
    .describe(
      'where coins of a value should go: a destination of `sorterPaths`, set in the sorter at each start and after each reset. Empty: the device’s own programming stays. Booked is always the path that the device reports',
    ),
  defaultDestination: z
    .string()
    .min(1)
    .default('cashbox')
    .describe('where a coin lies whose path is not named, and where coins go whose destination is full'),
});
/** Options of a coin acceptor, complete. */
export type CoinAcceptorOptions = z.infer<typeof coinAcceptorOptions>;

/** Options of a hopper (category "Payout"). */
export const hopperOptions = z.strictObject({
  model: z
    .union([z.string(), hopperModel])
    .default('cctalk-hopper')
    .describe('the quirks of the maker’s model: name of a file in `models/`, or the content of one of the site’s own'),
  address: address.default(3),
  checksum,
  denomination_yen: coin.describe('the one coin it pays'),
  poll_ms: z.int().min(50).max(1000).default(100).describe('status poll while coins fall'),
  cipher: z
    .enum(['none', 'serial', 'echo', 'plugin'])
    .optional()
    .describe(
      'how the security bytes of a payout are made: zero bytes, serial number, the key handed back after random numbers were pumped, or a maker’s plug-in. Without it what the model says',
    ),
  cipherPlugin: z.string().min(1).optional().describe('name of the plug-in when `cipher` is `plugin`'),
});
/** Options of a hopper, complete. */
export type HopperOptions = z.infer<typeof hopperOptions>;

/** What a model file of the site must hold, and the models that come with the program. */
export const coinAcceptorModels = { schema: acceptorModel, names: ACCEPTOR_MODELS };
/** As `coinAcceptorModels`, for hoppers. */
export const hopperModels = { schema: hopperModel, names: HOPPER_MODELS };
