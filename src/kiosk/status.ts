import type { DevicesResult, StatusResult } from '../api/contract.ts';
import { CODES } from '../base/codes.ts';
import { codeText } from '../base/errors.ts';
import { VERSION } from '../base/version.ts';
import type { Kiosk } from './assemble.ts';
import type { DeviceStatus } from './contract.ts';

const reason = ({ code, detail }: DeviceStatus['reasons'][number]): { code: string; detail: string } => ({
  code: codeText(code),
  detail,
});

/** What `madoguchi status` shows. */
export function statusResult(kiosk: Kiosk | null): StatusResult {
  const picture = kiosk?.picture() ?? null;
  const reasons = (picture?.reasons ?? ['deviceStarting' as const]).map((code) => ({
    code: codeText(code),
    detail: CODES[code].cause,
  }));
  const idle =
    picture === null || picture.screen === 'idle' || picture.screen === 'outOfService' || picture.staff !== null;
  return {
    version: VERSION,
    service: { state: picture?.draining === true ? 'draining' : reasons.length > 0 ? 'closed' : 'open', reasons },
    session: idle ? null : { state: picture.screen },
    devices: (kiosk?.devices() ?? []).map((device) => ({
      id: device.id,
      class: device.deviceClass,
      availability: device.availability,
      reasons: device.reasons.map(reason),
    })),
  };
}

/** What `madoguchi devices` shows. */
export function devicesResult(kiosk: Kiosk | null): DevicesResult {
  return {
    devices: (kiosk?.devices() ?? []).map((device) => ({
      id: device.id,
      class: device.deviceClass,
      model: device.identity?.product ?? '',
      availability: device.availability,
      reasons: device.reasons.map(reason),
      details: {
        holder: kiosk?.holderOf(device.id) ?? 'claimed',
        ...(device.identity
          ? { maker: device.identity.maker, serial: device.identity.serial, firmware: device.identity.firmware }
          : {}),
      },
    })),
  };
}
