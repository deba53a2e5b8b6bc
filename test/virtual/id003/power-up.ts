import { STATUS } from './options.ts';

/** True for the statuses after a loss of power: 40, 41 and 42. */
export function isPowerUp(status: number): boolean {
  return status >= STATUS.powerUp && status <= STATUS.powerUpBillInStacker;
}
