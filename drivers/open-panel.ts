/** Opens what hangs on USB beside the screen: lamps, status towers, sensors, the tactile keypad. None of it closes the service. */
import type { CodeName } from '../src/base/codes.ts';
import { knownDriver, theOne, type ConfiguredDevice } from './configured.ts';
import type { DriverMachine, HidInput, HidOutput } from './contract.ts';
import type { Device } from './device.ts';
import { boardKeypad } from './hid/board-keypad.ts';
import { boardLamps } from './hid/board.ts';
import { keyboardKeypad } from './hid/keyboard.ts';
import { HID_LIMITS } from './hid/limits.ts';
import { indicatorModelNamed, keypadModelNamed, type IndicatorModel, type KeypadModel } from './hid/models.ts';
import {
  hidIndicatorOptions,
  hidKeypadOptions,
  type HidIndicatorOptions,
  type HidKeypadOptions,
} from './hid/options.ts';
import { statusTower } from './hid/tower.ts';
import type { IndicatorsCommand, IndicatorsFact } from './indicators.ts';
import type { KeypadCommand, KeypadFact } from './keypad.ts';
import { offline, superviseDevice, type HidSelector, type Wires } from './open.ts';
import { hidPort } from './wire-ports.ts';

/** Lamps, towers and sensors of the configuration, each supervised. */
export function openIndicators(
  devices: readonly ConfiguredDevice[],
  wires: Wires,
): readonly Device<IndicatorsCommand, IndicatorsFact>[] {
  return devices
    .filter((device) => device.class === 'indicators')
    .map((device) => {
      knownDriver(device, 'hid');
      const options = hidIndicatorOptions.parse(device.options);
      const model = indicatorModelNamed(options.model);
      const selector = selectorOf(model, options);
      return model.kind === 'board'
        ? openHid(device.id, boardLamps(), selector, wires)
        : openHid(device.id, statusTower(model), selector, wires);
    });
}

/** The tactile keypad of the configuration, supervised; null where there is none. */
export function openKeypad(
  devices: readonly ConfiguredDevice[],
  wires: Wires,
): Device<KeypadCommand, KeypadFact> | null {
  if (!devices.some((device) => device.class === 'keypad')) return null;
  const device = theOne(devices, 'keypad', 'hid');
  const options = hidKeypadOptions.parse(device.options);
  const model = keypadModelNamed(options.model);
  const selector = selectorOf(model, options);
  return model.kind === 'board'
    ? openHid(device.id, boardKeypad(), selector, wires)
    : openHid(device.id, keyboardKeypad(model), selector, wires);
}

function selectorOf(model: IndicatorModel | KeypadModel, options: HidIndicatorOptions | HidKeypadOptions): HidSelector {
  return {
    vendorId: options.vendorId ?? model.vendorId,
    productId: options.productId ?? model.productId,
    serial: options.serial,
    usage: model.usage,
    numbered: model.kind === 'board' || (model.kind === 'keyboard' && model.report !== 0),
  };
}

type DownFact = ReturnType<typeof offline>;

function openHid<State, Command, Fact>(
  deviceId: string,
  machine: DriverMachine<State, HidInput, HidOutput, Command, Fact>,
  selector: HidSelector,
  { clock, openHid: open }: Wires,
): Device<Command, Fact | DownFact> {
  const device = superviseDevice<State, HidInput, HidOutput, Command, Fact | DownFact>({
    machine,
    memory: () => null,
    open: () => {
      if (open === undefined) throw new Error('nothing can be connected by USB here');
      return hidPort(open(selector));
    },
    clock,
    reopen_ms_max: HID_LIMITS.reopen_ms_max,
    down: (reason) => {
      const code: CodeName = 'panelDeviceAbsent';
      return [offline(code, `${deviceId}: ${reason}`)];
    },
  });
  return { ...device, id: deviceId };
}
