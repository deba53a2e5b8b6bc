/** Devices that go to the copier's own business and come back, and the key switch of its panel. */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { method } from './method.ts';

/** `lending`: the device comes to rest first; its port is released when it is `lent`. */
export const holderResultSchema = z.strictObject({
  device: z.string(),
  holder: z.enum(['claimed', 'lending', 'lent']),
});
export type HolderResult = z.infer<typeof holderResultSchema>;

/** `waiting`: a session is open; staff mode opens when it has ended. */
export const staffKeyResultSchema = z.strictObject({ staff: z.enum(['open', 'waiting', 'closed']) });
export type StaffKeyResult = z.infer<typeof staffKeyResultSchema>;

const device = z.strictObject({ device: keyword });

export const lendingMethods = {
  'devices.lend': method({
    about: 'Lends a device to the copier’s own business. Refused while somebody is served.',
    right: 'serve',
    params: device,
    result: holderResultSchema,
  }),
  'devices.return': method({
    about: 'Takes a lent device back and finds out what moved meanwhile.',
    right: 'serve',
    params: device,
    result: holderResultSchema,
  }),
  'staff.keySwitch': method({
    about: 'The key switch of the copier’s own panel was turned.',
    right: 'serve',
    params: z.strictObject({ position: z.enum(['on', 'off']) }),
    result: staffKeyResultSchema,
  }),
} as const;
