import type { Operations } from '../../api/contract.ts';
import type { Kiosk } from '../assemble.ts';
import { calibrationResult } from '../status.ts';
import { running } from './running.ts';

/** Calibration of けん制文字 (R98). */
export function paperOperations(kiosk: () => Kiosk | null): Operations {
  return {
    'paper.calibration': (_, asked) => asked.answer(calibrationResult(running(kiosk).calibration())),
    'paper.printCalibration': (_, asked) => asked.answer(calibrationResult(running(kiosk).printCalibration())),
    'paper.setRung': ({ rung }, asked) => asked.answer(calibrationResult(running(kiosk).setRung(rung, asked.by))),
  };
}
