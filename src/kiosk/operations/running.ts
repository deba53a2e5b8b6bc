import { MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';

/** The kiosk, once it runs. @throws MadoguchiError `deviceStarting` before */
export function running(kiosk: () => Kiosk | null): Kiosk {
  const found = kiosk();
  if (found === null) throw new MadoguchiError('deviceStarting', 'the kiosk is still starting');
  return found;
}
